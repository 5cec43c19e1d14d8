using CityKit.Components.Registry;
using CityKit.Import.Surveys;

namespace CityKit.Import.Resurveys;

/// <summary>
/// Holds a re-survey (复查) against the registry and writes what differs, as JSON Lines: a head, one line for each new, moved, changed or
/// missing component, and the counts. Nothing is changed; the diff is reviewed (<see cref="DiffReview"/>) and then applied (<see
/// cref="DiffApply"/>). An empty cell of the re-survey says nothing: the registry's value stays.
/// </summary>
/// <remarks>A row without an identifier is of the component with the same class and external id (原标识码), if the registry has one; such
/// rows come after the others.</remarks>
/// <param name="store">The open store.</param>
/// <param name="options">The re-survey and what counts as moved.</param>
public sealed class ResurveyDiff(IComponentStore store, DiffOptions options)
{
    /// <summary>Writes the diff; once only.</summary>
    /// <param name="survey">The re-survey's file, unpacked; what <see cref="SurveyFile.Content"/> is.</param>
    /// <param name="diff">Where the lines go.</param>
    /// <param name="rejects">Where the rejected rows go, as CSV; null: they are only counted.</param>
    /// <param name="progress">Called now and then with how many rows were read.</param>
    /// <param name="cancellationToken">Stops; the diff is then cut short, and cannot be applied.</param>
    public async Task<DiffResult> RunAsync(
        Stream survey, Stream diff, Stream? rejects = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(survey);
        ArgumentNullException.ThrowIfNull(diff);
        using var batches = new SurveyBatches(survey, options.Survey, isPartial: true);
        if (batches.Begin() is { } wrong) return new DiffResult(default, wrong) { Notes = batches.Notes };
        var state = await store.StateAsync(cancellationToken).ConfigureAwait(false);
        diff.Write(DiffJson.Of(new DiffHead(state, options.Survey.Name, options.Survey.On, options.MovedMetres)));
        var comparison = new RowComparison(store, options, diff, rejects);
        using var external = new ExternalRows(options.Survey);
        for (SurveyBatch? batch = null; batch is not { IsLast: true };)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch = batches.Next();
            await CompareAsync(batch, comparison, external, cancellationToken).ConfigureAwait(false);
            progress?.Report(comparison.Rows);
        }
        if (batches.Broken is { } broken) return new DiffResult(comparison.Counts, broken) { Notes = batches.Notes };
        await external.MatchAsync(store, cancellationToken).ConfigureAwait(false);
        foreach (var (row, id, other) in external.Matched())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await comparison.CompareExternalAsync(row, id, other, cancellationToken).ConfigureAwait(false);
        }
        await comparison.WriteMissingAsync(cancellationToken).ConfigureAwait(false);
        diff.Write(DiffJson.Of(comparison.Counts));
        return new DiffResult(comparison.Counts, null) { Notes = batches.Notes };
    }

    private static async Task CompareAsync(
        SurveyBatch batch, RowComparison comparison, ExternalRows external, CancellationToken cancellationToken)
    {
        comparison.Reject(batch.Rejects);
        foreach (var row in batch.Rows)
            if (!row.IsExternal) await comparison.CompareAsync(row, cancellationToken).ConfigureAwait(false);
            else if (!external.TryAdd(row))
                comparison.Reject(row, SurveyField.ExternalId, row.Component.ExternalId,
                    "an earlier row of the file has this external id and class", "本文件前面已有同一分类的该原标识码");
        comparison.WriteRejects();
    }
}
