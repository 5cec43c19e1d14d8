using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using NodaTime;

namespace CityKit.Import.Surveys;

/// <summary>Keeps the batches of one import, in order: rejects to their file first, then entries and mark in one commit.</summary>
internal sealed class SurveyCommit(IComponentStore store, SurveyOptions options, RejectFile rejects, ImportMark begun)
{
    private readonly ComponentIdSequence ids = new(store);
    private readonly ExternalIds externalIds = new(store);
    private readonly EventRecord record = new(options.On, begun.BegunAt, options.Name);

    /// <summary>How far the import has come.</summary>
    internal ImportMark Mark { get; private set; } = begun;

    /// <summary>Keeps one batch; not done while the file cannot be read on.</summary>
    /// <exception cref="RefusedException">Someone else writes the same components at this moment.</exception>
    internal async Task KeepAsync(SurveyBatch batch, bool isDone, CancellationToken cancellationToken)
    {
        await GiveIdsAsync(batch, cancellationToken).ConfigureAwait(false);
        rejects.Write(batch.Rejects);
        if (await TryKeepAsync(batch, isDone, cancellationToken).ConfigureAwait(false) is null) return;
        rejects.GoOnFrom(Mark.RejectBytes);
        await RejectKnownAsync(batch, cancellationToken).ConfigureAwait(false);
        rejects.Write(batch.Rejects);
        (await TryKeepAsync(batch, isDone, cancellationToken).ConfigureAwait(false))?.Throw();
    }

    private async ValueTask<Refusal?> TryKeepAsync(SurveyBatch batch, bool isDone, CancellationToken cancellationToken)
    {
        var mark = Mark with
        {
            Bytes = batch.Bytes, Digest = batch.Digest, Rows = Mark.Rows + batch.Count, Accepted = Mark.Accepted + batch.Rows.Count,
            Rejected = Mark.Rejected + batch.Rejects.Count, RejectBytes = rejects.Bytes, IsDone = isDone,
            Terms = batch.Reading is { } reading ? SurveyTerms.With(Mark.Terms, reading) : Mark.Terms,
        };
        var refusal = await store.AppendAsync(batch.Rows.ConvertAll(Entry), mark, cancellationToken).ConfigureAwait(false);
        if (refusal is null) Mark = mark;
        return refusal;
    }

    private ComponentEvent Entry(SurveyedRow row) =>
        new(1, ComponentEventKind.Survey, row.On == record.On ? record : record with { On = row.On }, row.Component);

    private async Task GiveIdsAsync(SurveyBatch batch, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.Rows.Count; i++)
        {
            if (batch.Rows[i] is not { Component: { Id: var known } component } row || known != default) continue;
            if (row.IsExternal && !await externalIds.TryTakeAsync(row, cancellationToken).ConfigureAwait(false))
            {
                Reject(batch, row, SurveyField.ExternalId, component.ExternalId,
                    "the registry or an earlier row of the file has a component of this class and external id; a re-survey goes by a diff",
                    "部件库或本文件前面已有同一分类、同一原标识码的部件；复查请使用差异比对");
                continue;
            }
            var id = await ids.NextAsync(row.County, row.Class, cancellationToken).ConfigureAwait(false);
            if (id == default)
                Reject(batch, row, SurveyField.Class, row.Class.Code,
                    $"all identifiers of {row.County} {row.Class.ToShortString()} are given out",
                    $"{row.County} {row.Class.ToShortString()} 的标识码已用尽");
            batch.Rows[i] = row with { Component = component with { Id = id } };
        }
        if (batch.Rows.RemoveAll(row => row.Component.Id == default) > 0) batch.Rejects.Sort((a, b) => a.Row.CompareTo(b.Row));
    }

    // The slow way, gone only when a commit was refused: each id is looked up.
    private async Task RejectKnownAsync(SurveyBatch batch, CancellationToken cancellationToken)
    {
        HashSet<ComponentId> seen = [];
        List<SurveyedRow> good = [];
        foreach (var row in batch.Rows)
        {
            var (id, isNew) = (row.Component.Id, seen.Add(row.Component.Id));
            if (isNew && await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is null) good.Add(row);
            else
                Reject(batch, row, SurveyField.Id, id.ToString(),
                    "the registry has this identifier already, or an earlier row of the file; a re-survey goes by a diff",
                    "部件库或本文件前面已有该标识码；复查请使用差异比对");
        }
        batch.Rows.Clear();
        batch.Rows.AddRange(good);
        batch.Rejects.Sort((a, b) => a.Row.CompareTo(b.Row));
    }

    private static void Reject(SurveyBatch batch, SurveyedRow row, SurveyField field, string value, string en, string zh) =>
        batch.Rejects.Add(SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), value, en, zh));
}
