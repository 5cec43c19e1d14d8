using System.CommandLine;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Maintenance;
using NodaTime;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>maintenance on|off</c>.</summary>
internal static class MaintenanceCommand
{
    private const int DefaultMinutes = 30;

    internal static Command Create() => new("maintenance", "While somebody works at the device, events are marked as tests and open no lead. 维护模式。") { On(), Off() };

    private static Command On()
    {
        var common = new CommonOptions();
        var length = new Option<string>("--for") { Description = "How long: 90s, 30m or 2h, up to 24h. 时长。", HelpName = "TIME", DefaultValueFactory = _ => $"{DefaultMinutes}m" };
        var command = new Command("on", "Begins it; it ends by itself. 开启，到时自动结束。") { common.Data, length };
        command.SetAction((parsed, cancel) =>
        {
            var text = parsed.GetValue(length)!;
            if (ReadLength(text) is not { } span) throw new AgentRefusedException($"--for is a time such as 30m, up to 24h, not '{text}'. 时长须如 30m，最长 24h。");
            var now = SystemClock.Instance.GetCurrentInstant();
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

    private static Duration? ReadLength(string text)
    {
        if (text.Length < 2 || !int.TryParse(text[..^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return null;
        var length = text[^1] switch
        {
            's' => Duration.FromSeconds(number),
            'm' => Duration.FromMinutes(number),
            'h' => Duration.FromHours(number),
            _ => Duration.Zero,
        };
        return length > Duration.Zero && length <= MaintenanceFile.Longest ? length : null;
    }
}
