using System.CommandLine;
using System.Globalization;
using CityKit.BuiltIn;
using CityKit.Cli.Hubs;
using CityKit.Documents;
using CityKit.Privacy;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Cli.Commands;

/// <summary><c>hub check</c>, <c>hub backup</c>, <c>hub restore</c> and <c>hub rotate-key</c>.</summary>
internal static class HubCommands
{
    internal static Command Create(Terminal terminal) => new("hub",
        "A hub's SQLite file or PostgreSQL database; the hub may be running. 中枢存储（中枢可在运行中）。")
    {
        Check(terminal), Backup(terminal), Restore(terminal), RotateKey(terminal),
    };

    private static Command Check(Terminal terminal)
    {
        var place = new PlaceOptions(PlaceOptions.File("FILE", "The hub's SQLite file. 中枢存储文件。"));
        var json = CommonOptions.Json();
        var command = new Command("check",
            "Checks everything in the store: every row, every index, position, journal, and the pages of a file. "
            + "Ends with 0 when it is sound, 1 when not. 检查中枢存储。") { json };
        place.AddTo(command);
        command.SetAction((parsed, cancel) => HubCheckRun.RunAsync(terminal, place.Of(parsed), parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Backup(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The hub's SQLite file. 中枢存储文件。" };
        var to = new Argument<string>("TO") { Description = "The copy; must not be there yet. 备份文件（不得已存在）。" };
        var command = new Command("backup", "Copies the file as of one moment, for its owner alone to read, and checks the copy. "
            + "A hub that opens it starts a new history. 备份存储文件。")
        {
            file, to,
        };
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
        var log = new Option<string>("--erased")
        {
            Description = "The log of who was erased, beside the hub's key file: everyone in it is erased again. 删除日志文件。",
        };
        var none = new Option<bool>("--no-erasure-log") { Description = "There is none: nobody was ever erased. 无删除日志（从未删除过）。" };
        command.Options.Add(log);
        command.Options.Add(none);
        command.SetAction((parsed, cancel) => RestoreAsync(
            terminal, parsed.GetValue(from), place.Of(parsed), ErasedIn(parsed.GetValue(log), parsed.GetValue(none)), cancel));
        return command;
    }

    /// <summary>An older copy brings back who was erased: the one who restores says where the log is, or that there is none.</summary>
    private static IReadOnlyList<SubjectId> ErasedIn(string? log, bool none)
    {
        if (log is null == !none)
            throw new ToolException("Say who was erased since: --erased LOG (the hub's key file with '.erased' behind its name), "
                + "or --no-erasure-log when nobody ever was. 请用 --erased 指定删除日志，或用 --no-erasure-log 声明从未删除。");
        if (log is not null && !System.IO.File.Exists(log)) throw new ToolException($"{log} is not there. 找不到删除日志 {log}。");
        return log is null ? [] : new ErasureLog(log).Subjects;
    }

    private static Command RotateKey(Terminal terminal)
    {
        var file = new Argument<string>("KEYFILE") { Description = "The hub's file of master keys. 主密钥文件。" };
        var command = new Command("rotate-key",
            "Adds a newer master key; the hub wraps every subject's key with it at its next start. 轮换主密钥，中枢下次启动时生效。") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (!System.IO.File.Exists(path)) throw new ToolException($"{path} is not there: name the hub's key file. "
                + $"找不到 {path}，请指定中枢的主密钥文件。");
            terminal.Output.WriteLine($"{path}: the newest key is {MasterKeys.Rotate(path)}. Copy the file, then restart the hub. "
                + "已新增主密钥，请备份该文件并重启中枢。");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> RestoreAsync(
        Terminal terminal, string? from, HubPlace place, IReadOnlyList<SubjectId> erased, CancellationToken cancel)
    {
        var position = place is HubPartition partition ? await partition.RestoreAsync(cancel).ConfigureAwait(false)
            : Restore(terminal, from!, place);
        if (erased.Count > 0) await EraseAsync(place, erased, cancel).ConfigureAwait(false);
        return await RestoredAsync(terminal, place, position, cancel).ConfigureAwait(false);
    }

    private static async Task EraseAsync(HubPlace place, IReadOnlyList<SubjectId> erased, CancellationToken cancel)
    {
        await using var store = place.Create();
        var opened = await store.OpenAsync(HubDocuments.Kinds, cancel).ConfigureAwait(false);
        await store.CommitAsync(
            new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number, Erased = erased }, cancel).ConfigureAwait(false);
    }

    private static StorePosition Restore(Terminal terminal, string from, HubPlace file)
    {
        if (!System.IO.File.Exists(from)) throw new ToolException($"{from} is not there: name a backup. 找不到 {from}，请指定备份文件。");
        var (position, kept) = SqliteHubRestore.Run(from, $"{file}", Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
        if (kept is not null) terminal.Error.WriteLine($"What was there is kept as {kept}. 原文件保留为 {kept}。");
        return position;
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
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{to}: {position.Number:N0} entries, head {position.Number}:{position.Hash}. 已备份 {position.Number:N0} 条流水。"));
        return HubCheckRun.RunAsync(terminal, new HubFile(to), json: false, cancel);
    }
}
