using System.Globalization;
using System.Text;
using CityKit.Cli.Files;
using CityKit.Components.Catalogues;
using CityKit.Import.Resurveys;
using CityKit.Import.Surveys;
using CityKit.Sqlite;

namespace CityKit.Cli.Components;

/// <summary><c>component diff</c>, <c>component review</c>, <c>component apply</c>.</summary>
internal static class ComponentDiffRun
{
    internal static async Task<int> DiffAsync(Terminal terminal, SurveyFile survey, string file, string database, DiffOptions options,
        string? rejects, CancellationToken cancel)
    {
        await using var store = new SqliteComponentStore(ComponentOptions.Existing(database));
        await store.OpenAsync(cancel).ConfigureAwait(false);
        await using var rejectFile = rejects is null ? null : new FileStream(rejects, FileMode.Create, FileAccess.ReadWrite);
        await using var output = new LineOutput(terminal.Output);
        var progress = new ProgressLine(terminal, "rows", null);
        var result = await new ResurveyDiff(store, options).RunAsync(survey.Content, output, rejectFile, progress,
            cancel).ConfigureAwait(false);
        progress.End();
        InputFile.Name(terminal, file, survey, result.Notes);
        if (result.Refusal is { } refusal) throw new ToolException(refusal.Message.ToString());
        Tell(terminal, result.Counts, $"{result.Counts.Same:N0} as known, {result.Counts.Rejected:N0} rows rejected");
        return result.Counts.Rejected == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    internal static async Task<int> ReviewAsync(Terminal terminal, string diff, Encoding? encoding, IReadOnlyList<DiffRule> rules)
    {
        await using var from = InputFile.OpenText(diff, encoding, out _);
        await using var output = new LineOutput(terminal.Output);
        var result = DiffReview.Decide(from, output, rules);
        InputFile.Name(terminal, diff, from);
        if (result.Refusal is { } refusal) throw new ToolException(refusal.Message.ToString());
        Tell(terminal, result.Counts, "decided on");
        return ExitCode.Done;
    }

    internal static async Task<int> ApplyAsync(
        Terminal terminal, string diff, Encoding? encoding, string database, string by, ClassCatalogue? catalogue, CancellationToken cancel)
    {
        await using var store = new SqliteComponentStore(ComponentOptions.Existing(database));
        await store.OpenAsync(cancel).ConfigureAwait(false);
        await using var file = InputFile.OpenSeekable(terminal, diff, encoding);
        var result = await new DiffApply(store, by, terminal.Time, catalogue).RunAsync(file, cancel).ConfigureAwait(false);
        await store.LoadIndexAsync(cancel).ConfigureAwait(false);
        if (result.Refusal is { } refusal) throw new ToolException(refusal.Message.ToString());
        Tell(terminal, result.Counts, "applied");
        return ExitCode.Done;
    }

    private static void Tell(Terminal terminal, DiffCounts counts, string rest) => terminal.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{counts.New:N0} new, {counts.Moved:N0} moved, {counts.Changed:N0} changed, {counts.Missing:N0} missing; {rest}."));
}
