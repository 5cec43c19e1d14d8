using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Import.Surveys;

namespace CityKit.Import.Resurveys;

/// <summary>
/// Holds a re-survey (复查) against the registry and writes what differs, as JSON Lines: a head, one line for each new, moved, changed or missing component, and the counts. Nothing is
/// changed; the diff is reviewed (<see cref="DiffReview"/>) and then applied (<see cref="DiffApply"/>). An empty cell of the re-survey says nothing: the registry's value stays.
/// </summary>
/// <param name="store">The open store.</param>
/// <param name="options">The re-survey and what counts as moved.</param>
public sealed class ResurveyDiff(IComponentStore store, DiffOptions options)
{
    private readonly HashSet<long> seen = [];
    private readonly HashSet<(AreaCode, ClassKey)> surveyed = [];
    private DiffCounts counts;

    /// <summary>Writes the diff; once only.</summary>
    /// <param name="survey">The re-survey's file, unpacked; what <see cref="SurveyFile.Content"/> is.</param>
    /// <param name="diff">Where the lines go.</param>
    /// <param name="rejects">Where the rejected rows go, as CSV; null: they are only counted.</param>
    /// <param name="progress">Told now and then how many rows were read.</param>
    /// <param name="cancellationToken">Stops; the diff is then cut short, and cannot be applied.</param>
    public async Task<DiffResult> RunAsync(Stream survey, Stream diff, Stream? rejects = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(survey);
        ArgumentNullException.ThrowIfNull(diff);
        using var batches = new SurveyBatches(survey, options.Survey, isPartial: true);
        if (batches.Begin() is { } wrong) return new DiffResult(default, wrong) { Notes = batches.Notes };
        var file = new RejectFile(rejects);
        file.GoOnFrom(0);
        var head = new DiffHead(await store.StateAsync(cancellationToken).ConfigureAwait(false), options.Survey.Name, options.Survey.On, options.MovedMetres);
        diff.Write(DiffJson.Of(head));
        for (SurveyBatch? batch = null; batch is not { IsLast: true };)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch = batches.Next();
            foreach (var row in batch.Rows) await CompareAsync(row, batch, diff, cancellationToken).ConfigureAwait(false);
            counts = counts with { Rejected = counts.Rejected + batch.Rejects.Count };
            file.Write(batch.Rejects);
            progress?.Report(seen.Count);
        }
        if (batches.Broken is { } broken) return new DiffResult(counts, broken) { Notes = batches.Notes };
        await WriteMissingAsync(diff, cancellationToken).ConfigureAwait(false);
        diff.Write(DiffJson.Of(counts));
        return new DiffResult(counts, null) { Notes = batches.Notes };
    }

    private async Task CompareAsync(SurveyedRow row, SurveyBatch batch, Stream diff, CancellationToken cancellationToken)
    {
        var id = row.Component.Id;
        if (id != default && !seen.Add(id.ToInt64()))
        {
            Reject(batch, row, SurveyField.Id, id.ToString(), "an earlier row of the file has this identifier", "本文件前面已有该标识码");
            return;
        }
        var history = id == default ? null : await store.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (id != default) surveyed.Add((id.Area, row.Class));
        if (history?.Current.State == ComponentState.Removed) Reject(batch, row, SurveyField.Id, id.ToString(), "it was removed; what stands there now needs an identifier of its own", "该部件已移除；现有部件须另编标识码");
        else if (history is null) Add(row, batch, diff);
        else Change(row, history, batch, diff);
    }

    private void Add(in SurveyedRow row, SurveyBatch batch, Stream diff)
    {
        if (!IsSound(row, row.Component, batch)) return;
        if (row.Component is { Id: var id, Grid: var grid } && id == default && grid == default) Reject(batch, row, SurveyField.Grid, "", "without an identifier the unit grid is needed", "无标识码时须有单元网格");
        else Write(diff, new DiffLine(0, DiffKind.New, row.Component.Id, row.Class, 0, 0, []) { Found = FoundCells.Of(row) });
    }

    private void Change(in SurveyedRow row, ComponentHistory history, SurveyBatch batch, Stream diff)
    {
        var metres = history.Current.Location.MetresTo(row.Component.Location);
        var isMoved = metres > options.MovedMetres;
        var (found, changes) = FoundFields.Merge(history.Current, row, isMoved);
        if (!IsSound(row, found, batch)) return;
        if (changes.Count == 0) counts = counts with { Same = counts.Same + 1 };
        else Write(diff, new DiffLine(0, isMoved ? DiffKind.Moved : DiffKind.Changed, history.Id, row.Class, history.Events.Length, metres, [.. changes]) { Found = FoundCells.Of(row) });
    }

    private static bool IsSound(in SurveyedRow row, Component component, SurveyBatch batch)
    {
        if (SurveyParser.ProblemOf(component) is not { } problem) return true;
        batch.Rejects.Add(SurveyReject.Of(row.Number, problem.Attribute, "", problem.Message.En, problem.Message.Zh));
        return false;
    }

    private async Task WriteMissingAsync(Stream diff, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ReadLastAsync(cancellationToken).ConfigureAwait(false))
        {
            var component = entry.After;
            if (component.State is ComponentState.Removed or ComponentState.Lost || seen.Contains(component.Id.ToInt64())) continue;
            if (!surveyed.Contains((component.Id.Area, component.Class)) || options.Within != default && !options.Within.Contains(component.Grid.Community)) continue;
            Write(diff, new DiffLine(0, DiffKind.Missing, component.Id, component.Class, entry.Number, 0, [new FieldChange("GLBJZT", component.State.ToTerm(), ComponentState.Lost.ToTerm())]));
        }
    }

    private void Write(Stream diff, DiffLine line)
    {
        diff.Write(DiffJson.Of(line with { Line = counts.Lines + 1 }));
        counts = counts.With(line.Kind);
    }

    private static void Reject(SurveyBatch batch, in SurveyedRow row, SurveyField field, string value, string en, string zh) =>
        batch.Rejects.Add(SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), value, en, zh));
}
