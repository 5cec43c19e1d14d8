using System.CommandLine;
using CityKit.Cli.Hubs;
using CityKit.Verifying;

namespace CityKit.Cli.Commands;

/// <summary><c>journal verify</c>, <c>archive</c> and <c>prune</c>.</summary>
internal static class JournalCommands
{
    private const string City = "The city's folder, as 'city check' reads it: replays the whole journal with it and names "
        + "every alert, lead and work item that the file holds otherwise. "
        + "The hub may not write meanwhile (use a backup). Rules, sensors, calendar, policy and profiles are the journal's own; "
        + "classes and grids are the folder's, and have to be those that the hub had: a map that is another is named with both hashes. "
        + "Not compared: numbers that people read, protected texts, notifications, devices, documents of modules; "
        + "commands of modules are named as not replayable. Hub options are the defaults. "
        + "配置目录：重放全部流水并逐条比较警报、线索与工作项。";

    internal const string Running = "The hub's SQLite file; the hub may be running. 中枢存储文件（可在运行中）。";

    internal static Command Create(Terminal terminal) =>
        new("journal", "The journal of a hub, in its SQLite file or PostgreSQL database. 中枢流水。")
        {
            Verify(terminal), Archive(terminal), Prune(terminal),
        };

    private static Command Verify(Terminal terminal)
    {
        var place = new PlaceOptions(PlaceOptions.File("FILE", Running));
        var head = new Option<string?>("--head")
        {
            Description = "A head that an earlier run printed, kept elsewhere: shows whether anything before was rewritten. 以前记录的链头。",
            HelpName = "NUMBER:HASH",
        };
        var city = new Option<string?>("--city") { Description = City, HelpName = "DIR" };
        var archive = new Option<string?>("--archive")
        {
            Description = "The folder of archived segments: checks its files too, and what was pruned with them. 归档目录，一并校验。",
            HelpName = "DIR",
        };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Checks every entry: numbers, the chain against its seals and head, payloads, "
            + "the devices' signatures. Ends with 0 when all is well, 1 when not. 校验流水。")
        {
            head, city, archive, json,
        };
        place.AddTo(command);
        command.SetAction((parsed, cancel) => JournalVerifyRun.RunAsync(
            terminal, place.Of(parsed), HeadOf(parsed.GetValue(head)), parsed.GetValue(city), parsed.GetValue(archive),
            parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Archive(Terminal terminal)
    {
        var place = new PlaceOptions(PlaceOptions.File("FILE", Running));
        var to = new Option<string>("--to")
        {
            Description = "The folder for the segments; goes on after those that are there. 归档目录，接续已有流水段。",
            HelpName = "DIR", Required = true,
        };
        var through = new Option<long?>("--through") { Description = "Nothing after this entry. 至该条为止。", HelpName = "NUMBER" };
        var age = CommonOptions.Days("--older-than", "Nothing that was received later: 90d. 仅归档早于该天数的流水。");
        var command = new Command("archive",
            "Writes the journal's sealed segments to files, each with its hash, whole or not at all; changes nothing in the store. 归档流水。")
        {
            to, through, age,
        };
        place.AddTo(command);
        command.SetAction((parsed, cancel) => JournalArchiveRun.RunAsync(
            terminal, place.Of(parsed), parsed.GetValue(to)!, parsed.GetValue(through), parsed.GetValue(age), cancel));
        return command;
    }

    private static Command Prune(Terminal terminal)
    {
        var place = new PlaceOptions(PlaceOptions.File("FILE", "The SQLite file of a hub that is stopped. 已停止的中枢的存储文件。"));
        var archive = new Option<string>("--archive")
        {
            Description = "The folder that 'journal archive' wrote: nothing goes that it has not. 归档目录，未归档的内容不清除。",
            HelpName = "DIR", Required = true,
        };
        var readings = CommonOptions.Days(
            "--readings-older-than", "Drops feeds and batches of the reading lane that are older: 90d. 清除早于该天数的读数。");
        var all = CommonOptions.Days("--all-older-than", "Drops everything that is older, decisions too: 3650d. 清除早于该天数的全部内容。");
        var command = new Command("prune", "Drops archived payloads from a store; their hashes stay, and the chain holds. "
            + "Without an age nothing goes. 清除已归档的流水内容。")
        {
            archive, readings, all,
        };
        place.AddTo(command);
        command.SetAction((parsed, cancel) => JournalPruneRun.RunAsync(
            terminal, place.Of(parsed), parsed.GetValue(archive)!, parsed.GetValue(readings), parsed.GetValue(all), cancel));
        return command;
    }

    private static JournalHead? HeadOf(string? text) => text is null ? null
        : JournalHead.TryParse(text, null, out var head) ? head
            : throw new ToolException($"--head is NUMBER:HASH as 'journal verify' prints it, not '{text}'. --head 须为“编号:摘要”。");
}
