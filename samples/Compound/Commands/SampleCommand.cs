using System.CommandLine;
using CityKit.Samples.Compound.Children;
using CityKit.Samples.Compound.Driving;
using Spectre.Console;

namespace CityKit.Samples.Compound.Commands;

/// <summary>The command line: the sample itself, and the two children it starts of itself.</summary>
internal static class SampleCommand
{
    private const int PlainWidth = 240;

    private static readonly string Home = AppContext.BaseDirectory;

    /// <summary>The root command.</summary>
    public static RootCommand Create()
    {
        var speed = new Option<string>("--speed")
        {
            Description = "Scenario seconds in one second of the clock, or max.",
            DefaultValueFactory = _ => "5400",
            HelpName = "N|max",
        };
        var once = new Option<bool>("--once") { Description = "Do not wait for a key at the end." };
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object with the totals, and nothing else, to standard output.",
        };
        var scenario = new Option<string>("--scenario")
        {
            Description = "The scenario to play.",
            DefaultValueFactory = _ => Path.Combine(Home, "Data", "scenario.json"),
            HelpName = "FILE",
        };
        var data = new Option<string>("--data")
        {
            Description = "Where the databases are.",
            DefaultValueFactory = _ => Path.Combine(Home, "run"),
            HelpName = "DIR",
        };
        var fresh = new Option<bool>("--fresh") { Description = "Remove what an earlier run left in the data folder, and start over." };
        var serve = new Option<bool>("--serve")
        {
            Description = "Keep edge and hub up after the story, until Ctrl-C, with the duty desk and the API. 结束后保持值班台与接口在线。",
        };
        var port = new Option<int>("--port")
        {
            Description = "The port of the desk and the API with --serve.", DefaultValueFactory = _ => 5080, HelpName = "N",
        };
        var source = new Option<string>("--source")
        {
            Description = "What the edge reads: chip or recorded.",
            DefaultValueFactory = _ => "chip",
            Hidden = true,
        };
        var postgresql = new Option<string?>("--postgresql")
        {
            Description = "Keep everything of the hub in this PostgreSQL database, in a partition of its own for each data folder.",
            HelpName = "CONNECTION",
        };
        source.AcceptOnlyFromAmong("chip", "recorded");
        speed.Validators.Add(result =>
        {
            if (!Speed.TryParse(result.GetValueOrDefault<string>(), out _))
                result.AddError("--speed takes max or a number over 0, such as 5400. 速度须为 max 或正数。");
        });
        var root = new RootCommand(
            "CityKit's main job: an edge and a hub in a residential compound, four days of it. 示例：住宅小区的边缘设备与中枢。")
        {
            speed, once, json, scenario, data, fresh, serve, port, source, postgresql, EdgeChild.Command(), HubChild.Command(),
        };
        root.Validators.Add(result =>
        {
            if (result.GetValue(serve) && result.GetValue(source) == "recorded")
                result.AddError("--serve lets things happen, which a recording cannot. 录制的场景不能与 --serve 同用。");
        });
        root.SetAction((parsed, cancellation) =>
        {
            _ = Speed.TryParse(parsed.GetValue(speed), out var factor);
            var (isServed, isRecorded) = (parsed.GetValue(serve), parsed.GetValue(source) == "recorded");
            var options = new SampleOptions(factor, parsed.GetValue(once), parsed.GetValue(json), parsed.GetValue(scenario)!,
                parsed.GetValue(data)!, parsed.GetValue(fresh), isServed,
                new DriverOptions(isRecorded, parsed.GetValue(postgresql), Port: isServed ? parsed.GetValue(port) : 0, Desk: isServed));
            return new SampleRun(options, Terminal()).RunAsync(cancellation);
        });
        return root;
    }

    /// <summary>Into a file or pipe go plain lines, as long as they are.</summary>
    private static IAnsiConsole Terminal()
    {
        if (!Console.IsOutputRedirected) return AnsiConsole.Console;
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No });
        plain.Profile.Width = PlainWidth;
        return plain;
    }
}
