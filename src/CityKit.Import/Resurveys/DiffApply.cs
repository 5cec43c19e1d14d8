using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Import.Surveys;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Import.Resurveys;

/// <summary>
/// Makes history of a reviewed diff (差异入库): new components are surveyed, moved ones moved, changed ones re-surveyed, missing ones lost.
/// Refused when a line is not decided on, or when the registry was written since the diff was made. Killed and started again it goes on,
/// and nothing is done twice.
/// </summary>
/// <param name="store">The open store. Only this may write to it meanwhile.</param>
/// <param name="by">Who applies it; is in the entries. 1 to 100 characters.</param>
/// <param name="time">The clock.</param>
/// <param name="catalogue">The classes that new components may be of; null for any.</param>
public sealed class DiffApply(IComponentStore store, string by, TimeProvider time, ClassCatalogue? catalogue = null)
{
    private const int LinesOfCommit = 5_000;
    private readonly ComponentIdSequence ids = new(store);
    private readonly List<ComponentEvent> entries = [];
    private DiffCounts applied;

    /// <summary>Applies a diff.</summary>
    /// <param name="diff">The reviewed diff; read twice, so it can seek.</param>
    /// <param name="cancellationToken">Stops after a commit; a later run goes on.</param>
    /// <returns>How many were applied in this run, or a refusal: <c>diff</c> (not whole), <c>undecided</c>, <c>other-state</c>.</returns>
    public async Task<DiffResult> RunAsync(Stream diff, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(diff);
        var start = diff.Position;
        var (head, digest, refusal) = Check(diff);
        if (refusal is not null) return new DiffResult(default, refusal);
        var name = $"diff:{digest}";
        var before = await store.FindMarkAsync(name, cancellationToken).ConfigureAwait(false);
        if (before is { IsDone: true }) return new DiffResult(default, null);
        if (before is null && await store.StateAsync(cancellationToken).ConfigureAwait(false) is var state && state != head!.State)
            return new DiffResult(default, OtherState(head, state));
        diff.Position = start;
        var mark = before ?? new ImportMark(name, diff.Length, digest, time.GetUtcNow().ToInstant());
        return await ApplyAsync(diff, mark, cancellationToken).ConfigureAwait(false);
    }

    private static (DiffHead? Head, string Digest, Refusal? Refusal) Check(Stream diff)
    {
        using var reader = new DiffReader(diff);
        var undecided = 0L;
        var head = reader.Head();
        while (head is not null && reader.Next() is { } line)
            if (line.Decision == DiffDecision.None) undecided++;
        var refusal = reader.Refusal
            ?? (undecided == 0
                ? null : Refusal.Of("undecided", $"{undecided} lines of the diff are not decided on; accept or refuse each one first.",
                    $"差异文件有 {undecided} 条尚未审核；请先逐条采纳或不采纳。"));
        return (head, reader.Digest(), refusal);
    }

    private async Task<DiffResult> ApplyAsync(Stream diff, ImportMark mark, CancellationToken cancellationToken)
    {
        using var reader = new DiffReader(diff);
        var head = reader.Head()!;
        var record = new EventRecord(head.On, mark.BegunAt, by, $"re-survey {head.Survey}");
        var parser = new SurveyParser(new SurveyOptions { Name = head.Survey, On = head.On, Catalogue = catalogue });
        var line = reader.Next();
        for (; line is not null && line.Line <= mark.Rows; line = reader.Next()) { }
        for (; line is not null; line = reader.Next())
        {
            if (line.Decision == DiffDecision.Accept
                && await AddAsync(line, parser, record, cancellationToken).ConfigureAwait(false) is { } refusal)
                return new DiffResult(applied, refusal);
            if (line.Line % LinesOfCommit != 0) continue;
            mark = await CommitAsync(mark with { Rows = line.Line }, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        await CommitAsync(mark with { Rows = reader.Counts!.Value.Lines, IsDone = true }, cancellationToken).ConfigureAwait(false);
        return new DiffResult(applied, null);
    }

    private async Task<ImportMark> CommitAsync(ImportMark mark, CancellationToken cancellationToken)
    {
        var kept = mark with { Accepted = mark.Accepted + entries.Count };
        (await store.AppendAsync(entries, kept, cancellationToken).ConfigureAwait(false))?.Throw();
        entries.Clear();
        return kept;
    }

    /// <summary>The entries of one line; why it cannot be applied, or null.</summary>
    private async ValueTask<Refusal?> AddAsync(DiffLine line, SurveyParser parser, EventRecord record, CancellationToken cancellationToken)
    {
        SurveyReject? wrong = null;
        var row = line.Kind == DiffKind.Missing
            ? default : parser.Read(FoundCells.Row(line), out wrong, isPartial: line.Kind != DiffKind.New);
        if (wrong is not null)
            return Refusal.Of("diff", $"Line {line.Line} of the diff: {wrong.Field}: {wrong.Reason.En}",
                $"差异文件第 {line.Line} 条：{wrong.Field}：{wrong.Reason.Zh}");
        var history = line.Id == default ? null : await store.FindAsync(line.Id, cancellationToken).ConfigureAwait(false);
        if ((history?.Events.Length ?? 0) != line.Entries) return Otherwise(line);
        var decision = history is null
            ? await BeginAsync(row, record, cancellationToken).ConfigureAwait(false) : Found(history, line, row, record);
        if (decision.Refusal is not null) return decision.Refusal;
        entries.AddRange(decision.History!.Events.Skip(line.Entries));
        applied = applied.With(line.Kind);
        return null;
    }

    private async ValueTask<HistoryDecision> BeginAsync(SurveyedRow row, EventRecord record, CancellationToken cancellationToken)
    {
        var component = row.Component;
        if (component.Id == default)
            component = component with { Id = await ids.NextAsync(row.County, row.Class, cancellationToken).ConfigureAwait(false) };
        return component.Id == default ? new HistoryDecision(null, Refusal.Of("sequence",
            $"All identifiers of class {row.Class.ToShortString()} are given out.", $"部件分类 {row.Class.ToShortString()} 的标识码已用尽。"))
            : new HistoryDecision(ComponentHistory.Begin(component, record), null);
    }

    private static HistoryDecision Found(ComponentHistory history, DiffLine line, in SurveyedRow row, EventRecord record)
    {
        if (line.Kind == DiffKind.Missing) return history.Lose(record);
        var isMoved = line.Kind == DiffKind.Moved;
        var (found, changes) = FoundFields.Merge(history.Current, row, isMoved);
        if (!isMoved) return history.Resurvey(found, record);
        var moved = history.Move(found.Location, found.Grid, record);
        var isPlaceOnly = moved.History?.Current is { } current && current == found with { Changed = current.Changed };
        return isPlaceOnly || moved.History is null ? moved : moved.History.Resurvey(found, record);
    }

    private static Refusal OtherState(DiffHead head, StoreState state) => state.Id != head.State.Id
        ? Refusal.Of("other-state", "The diff was made against another registry.", "差异文件不是针对本部件库生成的。")
        : Refusal.Of("other-state",
            $"The registry was written since the diff was made (revision {state.Revision}, then {head.State.Revision}); "
                + "make the diff again.", $"差异文件生成后部件库已有改动（现为第 {state.Revision} 版，当时为第 {head.State.Revision} 版）；请重新生成差异。");

    private static Refusal Otherwise(DiffLine line) =>
        Refusal.Of("other-state", $"Component {line.Id} has another history than when the diff was made; make the diff again.",
            $"部件 {line.Id} 的历史与生成差异时不同；请重新生成差异。");
}
