using System.CommandLine;
using CityKit.Cli.Components;
using CityKit.Cli.Files;
using CityKit.Cli.Grids;
using CityKit.Core.Codes;
using CityKit.Import.Resurveys;
using NodaTime;

namespace CityKit.Cli.Commands;

/// <summary><c>component import</c>, <c>diff</c>, <c>review</c>, <c>apply</c>, <c>history</c>, <c>draw</c>.</summary>
internal static class ComponentCommands
{
    internal static Command Create(Terminal terminal) =>
        new("component", "The component registry: import, re-survey, find, count, export, history, draw. 部件库。")
    {
        Import(terminal, "Takes a first survey in. Interrupted and started again it goes on. Ends with 1 when rows were rejected. 普查导入。"),
        Diff(terminal), Review(terminal), Apply(terminal),
        ComponentQuestionCommands.Find(terminal), ComponentQuestionCommands.Count(terminal), ComponentQuestionCommands.Export(terminal),
        History(terminal), Draw(terminal),
    };

    internal static Command Import(Terminal terminal, string description)
    {
        var (survey, json) = (new SurveyChoice(), CommonOptions.Json());
        var rejects = new Option<string?>("--rejects")
        {
            Description = "Where rejected rows go, as CSV; FILE.rejects.csv by default. 未通过记录的 CSV 文件，默认为 FILE.rejects.csv。",
            HelpName = "F.csv",
        };
        var commit = new Option<int>("--commit")
        {
            Description = "Rows of one commit, 1 to 100000. 每次提交行数。",
            DefaultValueFactory = _ => 20_000, HelpName = "ROWS",
        };
        var command = new Command("import", description) { rejects, commit, json };
        survey.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var file = survey.Open(parsed);
            var options = survey.Of(parsed, file.Format, terminal) with { RowsOfCommit = Math.Clamp(parsed.GetValue(commit), 1, 100_000) };
            return await ComponentImportRun.RunAsync(terminal, file, parsed.GetValue(survey.File)!, parsed.GetValue(survey.Database)!,
                options, parsed.GetValue(rejects), parsed.GetValue(json), cancel).ConfigureAwait(false);
        });
        return command;
    }

    private static Command Diff(Terminal terminal)
    {
        var survey = new SurveyChoice();
        var rejects = new Option<string?>("--rejects")
        {
            Description = "Where rejected rows go, as CSV; else they are only counted. 未通过记录的 CSV 文件；不给则仅计数。",
            HelpName = "F.csv",
        };
        var moved = new Option<double>("--moved")
        {
            Description = "From how far on a component counts as moved, in metres. 移位阈值（米）。",
            DefaultValueFactory = _ => 2, HelpName = "METRES",
        };
        var within = new Option<string?>("--within")
        {
            Description = "Only components in this area can be missing. 缺失仅限该区划。",
            HelpName = "AREA",
        };
        var command = new Command("diff", "Holds a re-survey against the registry and writes what is new, moved, "
            + "changed or missing as JSON Lines. Changes nothing. 复查比对。")
        {
            rejects, moved, within,
        };
        survey.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var file = survey.Open(parsed);
            var options = new DiffOptions { Survey = survey.Of(parsed, file.Format, terminal), MovedMetres = parsed.GetValue(moved),
                Within = Area(parsed.GetValue(within)) };
            return await ComponentDiffRun.DiffAsync(terminal, file, parsed.GetValue(survey.File)!, parsed.GetValue(survey.Database)!,
                options, parsed.GetValue(rejects), cancel).ConfigureAwait(false);
        });
        return command;
    }

    private static Command Review(Terminal terminal)
    {
        var (diff, encoding) = (DiffFile(), CommonOptions.Encoding());
        const string What = "all, new, moved, changed, missing, a class, missing:01037, line:5, line:5-9; the narrower one holds";
        var accept = new Option<string[]>("--accept") { Description = $"Lines that become history: {What}. 采纳。", HelpName = "LINES" };
        var refuse = new Option<string[]>("--refuse") { Description = $"Lines that do not: {What}. 不采纳。", HelpName = "LINES" };
        var command = new Command("review", "Writes a diff again with decisions in it. 差异审核。") { diff, accept, refuse, encoding };
        command.SetAction((parsed, _) => ComponentDiffRun.ReviewAsync(
            terminal, parsed.GetValue(diff)!, CommonOptions.EncodingOf(parsed.GetValue(encoding)),
            ReviewRules.Of(parsed.GetValue(accept) ?? [], parsed.GetValue(refuse) ?? [])));
        return command;
    }

    private static Command Apply(Terminal terminal)
    {
        var (diff, database, encoding) = (DiffFile(), ComponentOptions.Database(), CommonOptions.Encoding());
        var by = new Option<string>("--by") { Description = "Who applies it. 登记人。", Required = true, HelpName = "NAME" };
        var catalogue = new Option<string?>("--catalogue")
        {
            Description = "The classes new components may be of: 47678, 30428 or a JSON file. 新部件可用的分类目录：47678、30428 或 JSON 文件。",
            HelpName = "F.json",
        };
        var command = new Command("apply",
            "Makes history of a reviewed diff. Refused when a line is undecided or the registry was written since. 差异入库。")
        {
            diff, database, by, catalogue, encoding,
        };
        command.SetAction((parsed, cancel) => ComponentDiffRun.ApplyAsync(terminal, parsed.GetValue(diff)!,
            CommonOptions.EncodingOf(parsed.GetValue(encoding)), parsed.GetValue(database)!, parsed.GetValue(by)!,
            parsed.GetValue(catalogue) is { } choice ? SurveyChoice.ReadCatalogue(choice) : null, cancel));
        return command;
    }

    private static Command History(Terminal terminal)
    {
        var (database, json, on) = (ComponentOptions.Database(), CommonOptions.Json(), On());
        var id = new Argument<string>("ID") { Description = "The component's id: 17 or 16 digits, or scheme-class-sequence. 部件标识码。" };
        var command = new Command("history", "Everything that happened to a component, or with --on what was true on a day. 部件历史。")
        {
            id, database, on, json,
        };
        command.SetAction((parsed, cancel) => ComponentHistoryRun.RunAsync(
            terminal, parsed.GetValue(database)!, parsed.GetValue(id)!, Day(parsed.GetValue(on)), parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Draw(Terminal terminal)
    {
        var (database, classes) = (ComponentOptions.Database(), ComponentOptions.Classes());
        var (map, width) = (new PlainMapOptions("Grids to draw them over"), CommonOptions.Width());
        var command = new Command("draw", "Draws the components as SVG on the output. 绘制部件图。") { database, classes, width };
        map.AddTo(command);
        command.SetAction((parsed, cancel) => ComponentDrawRun.RunAsync(
            terminal, parsed.GetValue(database)!, ComponentOptions.Filter(parsed.GetValue(classes)),
            map.Of(parsed), parsed.GetValue(width), cancel));
        return command;
    }

    private static Argument<string> DiffFile() => new("DIFF") { Description = "The diff. 差异文件。" };

    private static Option<string?> On() => new("--on")
    {
        Description = "The day that counts; today by default. 日期。",
        HelpName = "YYYY-MM-DD",
    };

    private static LocalDate? Day(string? text) => text is null ? null : ComponentOptions.Day(text, "--on");

    private static AreaCode Area(string? text) => text is null ? default
        : AreaCode.TryParse(text, null, out var area) ? area : throw new ToolException($"--within {text}: {AreaCode.Check(text)}");
}
