using System.CommandLine;
using CityKit.Samples.District.Running;
using CityKit.Shared.PostgreSql;
using Spectre.Console;

namespace CityKit.Samples.District;

/// <summary>The command line.</summary>
internal static class DistrictCommand
{
    private const int NoServer = 2;
    private const int PlainWidth = 240;

    /// <summary>The root command.</summary>
    internal static RootCommand Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long it runs.", DefaultValueFactory = _ => 10, HelpName = "N" };
        var once = new Option<bool>("--once") { Description = "Half a minute with one killed node, then the summary: for a build server." };
        var nodes = new Option<int>("--nodes") { Description = "How many nodes.", DefaultValueFactory = _ => 3, HelpName = "N" };
        var partitions = new Option<int>("--partitions")
        {
            Description = "How many partitions.", DefaultValueFactory = _ => 12, HelpName = "N",
        };
        nodes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 2) result.AddError("--nodes takes 2 or more: one is killed. 节点数至少为 2。");
        });
        var devices = new Option<int>("--devices") { Description = "How many devices.", DefaultValueFactory = _ => 48, HelpName = "N" };
        var postgresql = new Option<string?>("--postgresql")
        {
            Description = "An empty PostgreSQL database for the city; without it a server of its own is started.", HelpName = "CONNECTION",
        };
        var root = new RootCommand(
            "One city on several nodes: kills a node every minute and loses nothing. 示例：多节点部署，每分钟杀掉一个节点而不丢数据。")
        {
            minutes, once, nodes, partitions, devices, postgresql,
        };
        root.SetAction(async (parsed, cancellation) =>
        {
            var (isShort, connection) = (parsed.GetValue(once), parsed.GetValue(postgresql));
            if (connection is null && PrivatePostgres.Missing is { } missing) return Refuse(missing);
            var options = new DistrictOptions
            {
                Nodes = parsed.GetValue(nodes), Partitions = parsed.GetValue(partitions), Devices = parsed.GetValue(devices),
            };
            var show = isShort ? new ShowOptions(connection, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8))
                : new ShowOptions(connection, TimeSpan.FromMinutes(parsed.GetValue(minutes)), TimeSpan.FromMinutes(1));
            return await new DistrictShow(options, show, Terminal()).RunAsync(cancellation);
        });
        return root;
    }

    /// <summary>Into a file or pipe go plain lines, as long as they are.</summary>
    private static IAnsiConsole Terminal()
    {
        if (!Console.IsOutputRedirected) return AnsiConsole.Console;
        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
        });
        plain.Profile.Width = PlainWidth;
        return plain;
    }

    private static int Refuse(string missing)
    {
        Console.Error.WriteLine($"{missing}. Give an empty database: --postgresql \"Host=localhost;Username=you;Database=you\". "
            + "本机没有 PostgreSQL，请用 --postgresql 指定一个空数据库。");
        return NoServer;
    }
}
