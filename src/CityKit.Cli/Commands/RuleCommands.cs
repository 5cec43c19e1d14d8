using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CityKit.Cli.Hubs;
using CityKit.Cli.Rules;
using NodaTime;

namespace CityKit.Cli.Commands;

/// <summary><c>rule check</c>, <c>test</c>, <c>packs</c>, <c>replay</c>, <c>try</c> and <c>explain</c>.</summary>
internal static class RuleCommands
{
    private const string Files = "Rule files, such as smoke.rules.json. 规则文件。";

    internal static Command Create(Terminal terminal) => new("rule",
        "Sensor rules: check, test, replay and try them, explain their alerts. 传感器规则：检查、测试、重放、试运行、解释。")
    {
        Check(terminal), Test(terminal), Packs(terminal), Replay(terminal), Try(terminal), Explain(terminal),
    };

    private static Command Check(Terminal terminal)
    {
        var (files, sensors, json) = (FileList(), Sensors(), CommonOptions.Json());
        var command = new Command("check", "Checks rule files and the tests beside them as 'city check' does, each file by itself: "
            + "file, line, column, what was found, what is allowed. "
            + "CSV on the output, or one JSON object. Ends with 1 when anything is found. 检查规则文件。") { files, sensors, json };
        command.SetAction(parsed => RuleCheckRun.Run(terminal, parsed.GetValue(files)!, parsed.GetValue(sensors), parsed.GetValue(json)));
        return command;
    }

    private static Command Test(Terminal terminal)
    {
        var (files, json) = (FileList(), CommonOptions.Json());
        var command = new Command("test", "Runs the tests beside rule files (smoke.tests.json beside smoke.rules.json); "
            + "of one that fails, what is expected beside what was found. "
            + "Ends with 1 when one fails. 运行规则旁的测试。") { files, json };
        command.SetAction(parsed => RuleTestsRun.Run(terminal, parsed.GetValue(files)!, parsed.GetValue(json)));
        return command;
    }

    private static Command Packs(Terminal terminal)
    {
        var names = new Argument<string[]>("NAMES")
        {
            Description = "Which packs; all unless named. 规则包名称。", Arity = ArgumentArity.ZeroOrMore,
        };
        var write = new Option<string?>("--write")
        {
            Description = "Writes their files into a folder; none that is there is overwritten. 写入目录，不覆盖已有文件。", HelpName = "DIR",
        };
        var command = new Command("packs", "The ready-made rules: elder watch, smoke, gas, fall, manhole covers, lamps, water and so on, "
            + "with tests beside them. 内置规则包。") { names, write };
        command.SetAction(parsed => RulePacksRun.Run(terminal, parsed.GetValue(names)!, parsed.GetValue(write)));
        return command;
    }

    private static Command Replay(Terminal terminal)
    {
        var (rules, sensors) = (RulesOption(), Sensors());
        var readings = new Option<string>("--readings")
        {
            Description = "The recording: CSV, plain or .gz, with the columns time (ISO 8601 with offset), sensor (device/sensor), "
                + "value, unit, in the order of time; "
                + "without --sensors also quantity, else a sensor's name is its quantity. 历史读数。",
            HelpName = "FILE", Required = true,
        };
        var output = new Option<string?>("--out")
        {
            Description = "Where the alerts go as JSON Lines; the output unless given. 告警输出文件。", HelpName = "FILE",
        };
        var covers = new Option<int>("--covers")
        {
            Description = "How many minutes before its time a reading covers at most; otherwise since the one before. 读数最长覆盖分钟数。",
            HelpName = "MINUTES", DefaultValueFactory = _ => 60, CustomParser = ParseMinutes,
        };
        var command = new Command("replay", "Judges a recording at full speed: alerts as JSON Lines, then how often each rule raised one "
            + "for each key and year. "
            + "Rows that cannot be read are named with their line, and the rest goes on; ends with 1 when there were any. 重放历史读数。")
        {
            rules, readings, sensors, output, covers,
        };
        command.SetAction((parsed, cancel) =>
        {
            var longest = Duration.FromMinutes(parsed.GetValue(covers));
            return Task.FromResult(RuleReplayRun.Run(terminal, new ReplayChoice(
                parsed.GetValue(rules)!, parsed.GetValue(readings)!, parsed.GetValue(sensors), parsed.GetValue(output), longest), cancel));
        });
        return command;
    }

    private static Command Try(Terminal terminal)
    {
        var (rules, store, archive, json) = (RulesOption(), Store(), Archive(), CommonOptions.Json());
        var command = new Command("try", "Tries rules on a hub's own journal before they are switched on: the alerts that they would have "
            + "raised, beside what was raised and how it ended. "
            + "Nothing is written; the hub may be running. Rules of the edge are judged by what its devices sent. 在中枢历史上试运行新规则。")
        {
            rules, store, archive, json,
        };
        command.SetAction((parsed, cancel) => RuleTryRun.RunAsync(
            terminal, parsed.GetValue(rules)!, new HubFile(parsed.GetValue(store)!), parsed.GetValue(archive),
            parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Explain(Terminal terminal)
    {
        var (store, archive, json) = (Store(), Archive(), CommonOptions.Json());
        var id = new Argument<string>("ALERT") { Description = "The alert's id, 32 hex digits. 告警标识。" };
        var command = new Command("explain", "Why an alert was raised: each condition of its rule, what it was decided by, "
            + "and the moment it turned. 解释一条告警。") { id, store, archive, json };
        command.SetAction((parsed, cancel) => RuleExplainRun.RunAsync(
            terminal, parsed.GetValue(id)!, new HubFile(parsed.GetValue(store)!), parsed.GetValue(archive), parsed.GetValue(json), cancel));
        return command;
    }

    private static Option<string> Store() => new("--store")
    {
        Description = JournalCommands.Running, HelpName = "FILE", Required = true,
    };

    private static Option<string?> Archive() => new("--archive")
    {
        Description = "The folder of archived segments, for a journal that was pruned. 归档目录。", HelpName = "DIR",
    };

    private static int ParseMinutes(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 366 * 1_440) return minutes;
        given.AddError($"--covers is 1 to 527040 minutes, not '{text}'. --covers 须为 1 至 527040，而非“{text}”。");
        return 0;
    }

    private static Option<string> RulesOption() =>
        new("--rules") { Description = "The rule file. 单个规则文件。", HelpName = "FILE", Required = true };

    private static Argument<string[]> FileList() => new("FILES") { Description = Files, Arity = ArgumentArity.OneOrMore };

    private static Option<string?> Sensors() => new("--sensors")
    {
        Description = "The sensor register that the rules are about. 传感器台账。", HelpName = "FILE",
    };
}
