using System.CommandLine;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Maintenance;
using NodaTime.Extensions;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>maintenance on|off</c>.</summary>
internal static class MaintenanceCommand
{
    private const int DefaultMinutes = 30;

    internal static Command Create(TimeProvider time) =>
        new("maintenance", "While somebody works at the device, events are marked as tests and open no lead. 维护模式。") { On(time), Off() };

    private static Command On(TimeProvider time)
    {
        var common = new CommonOptions();
        var length = new Option<string>("--for")
        {
            Description = "How long: 90s, 30m or 2h, up to 24h. 时长。",
            HelpName = "TIME",
            DefaultValueFactory = _ => $"{DefaultMinutes}m",
        };
        var command = new Command("on", "Begins it; it ends by itself. 开启，到时自动结束。") { common.Data, length };
        command.SetAction((parsed, cancel) =>
        {
            var span = TimeText.Option("--for", parsed.GetValue(length)!, MaintenanceFile.Longest);
            var now = time.GetCurrentInstant();
            Directory.CreateDirectory(common.Folder(parsed).Path);
            new MaintenanceFile(common.Folder(parsed).Maintenance).Write(new MaintenanceSpan(now, now + span));
            return TellAsync(common.Folder(parsed), cancel);
        });
        return command;
    }

    private static Command Off()
    {
        var common = new CommonOptions();
        var command = new Command("off", "Ends it now. 立即结束。") { common.Data };
        command.SetAction((parsed, cancel) =>
        {
            new MaintenanceFile(common.Folder(parsed).Maintenance).Remove();
            return TellAsync(common.Folder(parsed), cancel);
        });
        return command;
    }

    /// <summary>The running agent reads the file and says what it made of it.</summary>
    private static async Task<int> TellAsync(AgentFolder folder, CancellationToken cancel)
    {
        using var status = await ControlClient.AskAsync(folder, ControlSocket.MaintenanceWord, cancel);
        var left = status?.RootElement.GetProperty("maintenanceSeconds").GetInt64();
        Console.Out.WriteLine(left switch
        {
            null => "No agent runs; what was set counts when it starts. 代理未运行，启动后生效。",
            0 => "Maintenance mode is off: events count. 维护模式已关闭。",
            _ => $"Maintenance mode is on for {left} s: events are marked as tests and open no lead. 维护模式已开启。",
        });
        return ExitCode.Ok;
    }
}
