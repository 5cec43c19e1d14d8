using System.CommandLine;
using System.Globalization;
using CityKit.Cli.Hubs;
using CityKit.Sqlite;

namespace CityKit.Cli.Commands;

/// <summary><c>hub check</c> and <c>hub backup</c>.</summary>
internal static class HubCommands
{
    internal static Command Create(Terminal terminal) => new("hub", "A hub's SQLite file; the hub may be running. 中枢存储文件（中枢可在运行中）。") { Check(terminal), Backup(terminal) };

    private static Command Check(Terminal terminal)
    {
        var (file, json) = (File(), CommonOptions.Json());
        var command = new Command("check", "Checks the file from its pages to its documents: every row, every index, position, journal. Ends with 0 when it is sound, 1 when not. 检查存储文件。") { file, json };
        command.SetAction((parsed, cancel) => Task.FromResult(HubCheckRun.Run(terminal, parsed.GetValue(file)!, parsed.GetValue(json), cancel)));
        return command;
    }

    private static Command Backup(Terminal terminal)
    {
        var file = File();
        var to = new Argument<string>("TO") { Description = "The copy; must not be there yet. 备份文件（不得已存在）。" };
        var command = new Command("backup", "Copies the file as of one moment, for its owner alone to read, and checks the copy. A hub that opens it starts a new history. 备份存储文件。") { file, to };
        command.SetAction((parsed, cancel) => Task.FromResult(BackUp(terminal, parsed.GetValue(file)!, parsed.GetValue(to)!, cancel)));
        return command;
    }

    private static int BackUp(Terminal terminal, string file, string to, CancellationToken cancel)
    {
        if (!System.IO.File.Exists(file)) throw new ToolException($"{file} is not there: name the hub's SQLite file. 找不到该文件，请指定中枢存储文件。");
        var position = SqliteHubBackup.Run(file, to);
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{to}: {position.Number:N0} entries, head {position.Number}:{position.Hash}. 已备份 {position.Number:N0} 条流水。"));
        return HubCheckRun.Run(terminal, to, json: false, cancel);
    }

    private static Argument<string> File() => new("FILE") { Description = "The hub's SQLite file. 中枢存储文件。" };
}
