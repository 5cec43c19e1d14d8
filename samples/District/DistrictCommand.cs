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

    private static readonly Option<double> Minutes =
        new("--minutes") { Description = "How long it runs.", DefaultValueFactory = _ => 10, HelpName = "N" };

    private static readonly Option<bool> Once =
        new("--once") { Description = "Half a minute with one killed node, then the summary: for a build server." };

    private static readonly Option<int> Nodes = Number("--nodes", "How many nodes.", 3);

    private static readonly Option<int> Partitions = Number("--partitions", "How many partitions.", 12);

    private static readonly Option<int> Devices = Number("--devices", "How many devices.", 48);

    private static readonly Option<string?> PostgreSql = new("--postgresql")
    {
        Description = "An empty PostgreSQL database for the city; without it a server of its own is started.", HelpName = "CONNECTION",
    };

    /// <summary>The root command.</summary>
    internal static RootCommand Create()
    {
        Nodes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 2) result.AddError("--nodes takes 2 or more: one is killed. 节点数至少为 2。");
        });
        var root = new RootCommand(
            "One city on several nodes: kills a node every minute and loses nothing. 示例：多节点部署，每分钟杀掉一个节点而不丢数据。")
        {
            Minutes, Once, Nodes, Partitions, Devices, PostgreSql,
        };
        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var connection = parsed.GetValue(PostgreSql);
        if (connection is null && PrivatePostgres.Missing is { } missing) return Refuse(missing);
        var options = new DistrictOptions
        {
            Nodes = parsed.GetValue(Nodes), Partitions = parsed.GetValue(Partitions), Devices = parsed.GetValue(Devices),
        };
        var show = parsed.GetValue(Once) ? new ShowOptions(connection, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8))
            : new ShowOptions(connection, TimeSpan.FromMinutes(parsed.GetValue(Minutes)), TimeSpan.FromMinutes(1));
        return await new DistrictShow(options, show, Terminal()).RunAsync(cancellation);
    }

    private static Option<int> Number(string name, string description, int otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise, HelpName = "N" };

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
