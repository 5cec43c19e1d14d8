using System.CommandLine;
using CityKit.PostgreSql.Clusters;

namespace CityKit.Cli.Clusters;

/// <summary>Which cluster a command is about.</summary>
internal static class ClusterOptions
{
    internal static Option<string> Database() => new("--postgresql")
    {
        Description = "The cluster's PostgreSQL database, as Npgsql connects to it (Host=db;Database=city;Username=hub). "
            + "Leave the password to PGPASSFILE or PGPASSWORD, which other users of this machine do not see. 集群数据库的连接字符串，密码请用环境变量。",
        HelpName = "CONNECTION",
        Required = true,
    };

    /// <summary>The cluster in a database; the message has nothing of the connection string, which may have a password.</summary>
    /// <exception cref="ToolException">It is no connection string.</exception>
    internal static CityCluster Open(string connection, TimeProvider time)
    {
        try
        {
            return new CityCluster(connection, time);
        }
        catch (ArgumentException)
        {
            throw new ToolException(
                "--postgresql is a connection string, such as 'Host=db;Database=city;Username=hub'. "
                    + "--postgresql 须为连接字符串，如 'Host=db;Database=city;Username=hub'。");
        }
    }
}
