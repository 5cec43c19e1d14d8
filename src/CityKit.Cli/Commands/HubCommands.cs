using System.CommandLine;
using System.Globalization;
using CityKit.Cli.Hubs;
using CityKit.Sqlite;
using NodaTime;

namespace CityKit.Cli.Commands;

/// <summary><c>hub check</c>, <c>hub backup</c> and <c>hub restore</c>.</summary>
internal static class HubCommands
{
    internal static Command Create(Terminal terminal) => new("hub",
        "A hub's SQLite file; the hub may be running. 中枢存储文件（中枢可在运行中）。") { Check(terminal), Backup(terminal), Restore(terminal) };

    private static Command Check(Terminal terminal)
    {
        var (file, json) = (File(), CommonOptions.Json());
        var command = new Command("check", "Checks the file from its pages to its documents: every row, every index, position, journal. Ends with 0 when it is sound, 1 when not. 检查存储文件。") { file, json };
        command.SetAction((parsed, cancel) => HubCheckRun.RunAsync(terminal, parsed.GetValue(file)!, parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Backup(Terminal terminal)
    {
        var file = File();
        var to = new Argument<string>("TO") { Description = "The copy; must not be there yet. 备份文件（不得已存在）。" };
        var command = new Command("backup", "Copies the file as of one moment, for its owner alone to read, and checks the copy. A hub that opens it starts a new history. 备份存储文件。") { file, to };
        command.SetAction((parsed, cancel) => BackUpAsync(terminal, parsed.GetValue(file)!, parsed.GetValue(to)!, cancel));
        return command;
    }

    private static Command Restore(Terminal terminal)
    {
        var from = new Argument<string>("BACKUP") { Description = "The backup. 备份文件。" };
        var file = new Argument<string>("FILE") { Description = "The hub's SQLite file; its hub is stopped. 中枢存储文件（须先停止中枢）。" };
        var command = new Command("restore",
            "Puts a backup in a hub's place and keeps the file that was there. The hub that opens it starts a new history: "
            + "devices send again what they still have, and what is gone is named. 从备份恢复：开始新的历史，设备重发尚存数据，缺失的逐一列明。") { from, file };
        command.SetAction((parsed, cancel) => RestoreAsync(terminal, parsed.GetValue(from)!, parsed.GetValue(file)!, cancel));
        return command;
    }

    private static Task<int> RestoreAsync(Terminal terminal, string from, string file, CancellationToken cancel)
    {
        if (!System.IO.File.Exists(from)) throw new ToolException($"{from} is not there: name a backup. 找不到备份文件。");
        var (position, kept) = SqliteHubRestore.Run(from, file, SystemClock.Instance.GetCurrentInstant());
        if (kept is not null) terminal.Error.WriteLine($"What was there is kept as {kept}. 原文件保留为 {kept}。");
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file}: goes on after entry {position.Number:N0}. Start the hub: it says what is missing (GET /citykit/v1/summary). "
            + $"自第 {position.Number:N0} 条流水继续，请启动中枢并查看缺失清单。"));
        return HubCheckRun.RunAsync(terminal, file, json: false, cancel);
    }

    private static Task<int> BackUpAsync(Terminal terminal, string file, string to, CancellationToken cancel)
    {
        if (!System.IO.File.Exists(file)) throw new ToolException($"{file} is not there: name the hub's SQLite file. 找不到该文件，请指定中枢存储文件。");
        var position = SqliteHubBackup.Run(file, to);
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{to}: {position.Number:N0} entries, head {position.Number}:{position.Hash}. 已备份 {position.Number:N0} 条流水。"));
        return HubCheckRun.RunAsync(terminal, to, json: false, cancel);
    }

    private static Argument<string> File() => new("FILE") { Description = "The hub's SQLite file. 中枢存储文件。" };
}
