using System.CommandLine;
using CityKit.Cli.Hubs;
using CityKit.Verifying;

namespace CityKit.Cli.Commands;

/// <summary><c>journal verify</c>.</summary>
internal static class JournalCommands
{
    private const string City = "The city's folder, as 'city check' reads it: replays the whole journal with it and names every alert, lead and work item that the file holds otherwise. "
        + "The hub may not write meanwhile (use a backup). Rules, sensors, calendar, policy and profiles are the journal's own; "
        + "classes and grids are the folder's, and have to be those that the hub had: a map that is another is named with both hashes. "
        + "Not compared: numbers that people read, protected texts, notifications, devices, documents of modules; commands of modules are named as not replayable. Hub options are the defaults. "
        + "配置目录：重放全部流水并逐条比较警报、线索与工作项。";

    internal static Command Create(Terminal terminal) => new("journal", "The journal in a hub's file. 中枢流水。") { Verify(terminal) };

    private static Command Verify(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The hub's SQLite file; the hub may be running. 中枢存储文件（可在运行中）。" };
        var head = new Option<string?>("--head") { Description = "A head that an earlier run printed, kept elsewhere: shows whether anything before was rewritten. 以前记录的链头。", HelpName = "NUMBER:HASH" };
        var city = new Option<string?>("--city") { Description = City, HelpName = "DIR" };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Checks every entry: numbers, the chain against its seals and head, payloads, the devices' signatures. Ends with 0 when all is well, 1 when not. 校验流水。") { file, head, city, json };
        command.SetAction((parsed, cancel) => JournalVerifyRun.RunAsync(terminal, parsed.GetValue(file)!, HeadOf(parsed.GetValue(head)), parsed.GetValue(city), parsed.GetValue(json), cancel));
        return command;
    }

    private static JournalHead? HeadOf(string? text) => text is null ? null
        : JournalHead.TryParse(text, null, out var head) ? head : throw new ToolException($"--head is NUMBER:HASH as 'journal verify' prints it, not '{text}'. --head 须为“编号:摘要”。");
}
