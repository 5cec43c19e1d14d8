using System.CommandLine;
using System.Globalization;
using CityKit.Cli.Hubs;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Cli.Commands;

/// <summary><c>hub check</c>, <c>hub backup</c> and <c>hub restore</c>.</summary>
internal static class HubCommands
{
    internal static Command Create(Terminal terminal) => new("hub",
        "A hub's SQLite file or PostgreSQL database; the hub may be running. 中枢存储（中枢可在运行中）。")
    {
        Check(terminal), Backup(terminal), Restore(terminal),
    };

    private static Command Check(Terminal terminal)
    {
        var place = new PlaceOptions(PlaceOptions.File("FILE", "The hub's SQLite file. 中枢存储文件。"));
        var json = CommonOptions.Json();
        var command = new Command("check", "Checks everything in the store: every row, every index, position, journal, and the pages of a file. "
            + "Ends with 0 when it is sound, 1 when not. 检查中枢存储。") { json };
        place.AddTo(command);
        command.SetAction((parsed, cancel) => HubCheckRun.RunAsync(terminal, place.Of(parsed), parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Backup(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The hub's SQLite file. 中枢存储文件。" };
        var to = new Argument<string>("TO") { Description = "The copy; must not be there yet. 备份文件（不得已存在）。" };
        var command = new Command("backup", "Copies the file as of one moment, for its owner alone to read, and checks the copy. A hub that opens it starts a new history. 备份存储文件。") { file, to };
        command.SetAction((parsed, cancel) => BackUpAsync(terminal, parsed.GetValue(file)!, parsed.GetValue(to)!, cancel));
        return command;
    }

    private static Command Restore(Terminal terminal)
    {
        var from = PlaceOptions.File("BACKUP", "The backup. 备份文件。");
        var place = new PlaceOptions(
            from, PlaceOptions.File("FILE", "The hub's SQLite file; its hub is stopped. 中枢存储文件（须先停止中枢）。"));
        var command = new Command("restore",
            "Puts a backup in a hub's place and keeps the file that was there; of a PostgreSQL database, which you have restored, "
            + "it declares so. The hub that opens it starts a new history: "
            + "devices send again what they still have, and what is gone is named. 从备份恢复：开始新的历史，设备重发尚存数据，缺失的逐一列明。");
        place.AddTo(command);
        command.SetAction((parsed, cancel) => place.Of(parsed) is HubPartition partition ? DeclareAsync(terminal, partition, cancel)
            : RestoreAsync(terminal, parsed.GetValue(from)!, place.Of(parsed), cancel));
        return command;
    }

    private static async Task<int> DeclareAsync(Terminal terminal, HubPartition partition, CancellationToken cancel)
    {
        var position = await partition.RestoreAsync(cancel).ConfigureAwait(false);
        return await RestoredAsync(terminal, partition, position, cancel).ConfigureAwait(false);
    }

    private static Task<int> RestoreAsync(Terminal terminal, string from, HubPlace file, CancellationToken cancel)
    {
        if (!System.IO.File.Exists(from)) throw new ToolException($"{from} is not there: name a backup. 找不到备份文件。");
        var (position, kept) = SqliteHubRestore.Run(from, $"{file}", SystemClock.Instance.GetCurrentInstant());
        if (kept is not null) terminal.Error.WriteLine($"What was there is kept as {kept}. 原文件保留为 {kept}。");
        return RestoredAsync(terminal, file, position, cancel);
    }

    private static Task<int> RestoredAsync(Terminal terminal, HubPlace place, StorePosition position, CancellationToken cancel)
    {
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{place}: goes on after entry {position.Number:N0}. Start the hub: it says what is missing (GET /citykit/v1/summary). "
            + $"自第 {position.Number:N0} 条流水继续，请启动中枢并查看缺失清单。"));
        return HubCheckRun.RunAsync(terminal, place, json: false, cancel);
    }

    private static Task<int> BackUpAsync(Terminal terminal, string file, string to, CancellationToken cancel)
    {
        var position = SqliteHubBackup.Run(new HubFile(file).Path, to);
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{to}: {position.Number:N0} entries, head {position.Number}:{position.Hash}. 已备份 {position.Number:N0} 条流水。"));
        return HubCheckRun.RunAsync(terminal, new HubFile(to), json: false, cancel);
    }
}
