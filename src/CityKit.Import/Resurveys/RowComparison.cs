using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core.Codes;
using CityKit.Import.Surveys;

namespace CityKit.Import.Resurveys;

/// <summary>Compares the rows of one re-survey with the registry, writes the lines of the diff and the rejects, and counts.</summary>
internal sealed class RowComparison
{
    private const int RejectsOfWrite = 1_000;

    private readonly IComponentStore store;
    private readonly DiffOptions options;
    private readonly Stream diff;
    private readonly RejectFile file;
    private readonly List<SurveyReject> rejects = [];
    private readonly HashSet<long> seen = [];
    private readonly HashSet<(AreaCode, ClassKey)> surveyed = [];

    internal RowComparison(IComponentStore store, DiffOptions options, Stream diff, Stream? rejects)
    {
        (this.store, this.options, this.diff, file) = (store, options, diff, new RejectFile(rejects));
        file.GoOnFrom(0);
    }

    internal DiffCounts Counts { get; private set; }

    /// <summary>How many rows were identified.</summary>
    internal long Rows => seen.Count;

    /// <summary>Compares a row by its identifier; one without is new.</summary>
    internal async Task CompareAsync(SurveyedRow row, CancellationToken cancellationToken)
    {
        var id = row.Component.Id;
        if (id != default && !seen.Add(id.ToInt64()))
        {
            Reject(row, SurveyField.Id, id.ToString(), "an earlier row of the file has this identifier", "本文件前面已有该标识码");
            return;
        }
        var history = id == default ? null : await store.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (id != default) surveyed.Add((id.Area, row.Class));
        if (history?.Current.State == ComponentState.Removed) RejectRemoved(row);
        else if (history is null) Add(row);
        else Change(row, history);
    }

    /// <summary>Compares a row with the component that its external id names; with none it is new, with two nobody knows.</summary>
    internal async Task CompareExternalAsync(SurveyedRow row, ComponentId id, ComponentId other, CancellationToken cancellationToken)
    {
        var name = row.Component.ExternalId;
        surveyed.Add((id == default ? row.County : id.Area, row.Class));
        if (other != default)
            Reject(row, SurveyField.ExternalId, name, $"the registry has {other} and {id} with this external id; name the identifier",
                $"部件库中 {other} 与 {id} 均为该原标识码；请写明标识码");
        else if (id != default && seen.Contains(id.ToInt64()))
            Reject(row, SurveyField.ExternalId, name, $"another row of the file is about {id}, which has this external id",
                $"本文件另有一行为 {id}，其原标识码相同");
        else await CompareAsync(row with { Component = row.Component with { Id = id } }, cancellationToken).ConfigureAwait(false);
        if (rejects.Count >= RejectsOfWrite) WriteRejects();
    }

    /// <summary>Writes what the registry has and no row was about, and the last rejects.</summary>
    internal async Task WriteMissingAsync(CancellationToken cancellationToken)
    {
        WriteRejects();
        await foreach (var entry in store.ReadLastAsync(cancellationToken).ConfigureAwait(false))
        {
            var component = entry.After;
            if (component.State is ComponentState.Removed or ComponentState.Lost || seen.Contains(component.Id.ToInt64())) continue;
            if (!surveyed.Contains((component.Id.Area, component.Class)) || !IsWithin(component)) continue;
            var lost = new FieldChange(SurveyColumns.CodeOf(SurveyField.State), component.State.ToTerm(), ComponentState.Lost.ToTerm());
            Write(new DiffLine(0, DiffKind.Missing, component.Id, component.Class, entry.Number, 0, [lost]));
        }
    }

    internal void Reject(IEnumerable<SurveyReject> rows) => rejects.AddRange(rows);

    internal void Reject(in SurveyedRow row, SurveyField field, string value, string en, string zh) =>
        rejects.Add(SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), value, en, zh));

    internal void WriteRejects()
    {
        file.Write(rejects);
        Counts = Counts with { Rejected = Counts.Rejected + rejects.Count };
        rejects.Clear();
    }

    private bool IsWithin(Component component) =>
        options.Within == default || options.Within.Contains(component.Grid.UnitGridCode.Community);

    private void RejectRemoved(in SurveyedRow row) => Reject(row, SurveyField.Id, row.Component.Id.ToString(),
        "it was removed; what is there now needs an identifier of its own", "该部件已移除；现有部件须另编标识码");

    private void Add(in SurveyedRow row)
    {
        if (!IsSound(row, row.Component)) return;
        if (row.Component.Id == default && row.Class.Standard.Scheme == default && row.County == default)
            Reject(row, SurveyField.Grid, "", "without an identifier the unit grid is needed", "无标识码时须有单元网格");
        else Write(new DiffLine(0, DiffKind.New, row.Component.Id, row.Class, 0, 0, []) { Found = FoundCells.Of(row) });
    }

    private void Change(in SurveyedRow row, ComponentHistory history)
    {
        var metres = history.Current.Location.MetresTo(row.Component.Location);
        var isMoved = metres > options.MovedMetres;
        var (found, changes) = FoundFields.Merge(history.Current, row, isMoved);
        if (!IsSound(row, found)) return;
        var kind = isMoved ? DiffKind.Moved : DiffKind.Changed;
        if (changes.Count == 0) Counts = Counts with { Same = Counts.Same + 1 };
        else Write(new DiffLine(0, kind, history.Id, row.Class, history.Events.Length, metres,
            [.. changes]) { Found = FoundCells.Of(row) });
    }

    private bool IsSound(in SurveyedRow row, Component component)
    {
        if (SurveyParser.ProblemOf(component, row.Class) is not { } problem) return true;
        rejects.Add(SurveyReject.Of(row.Number, problem.Attribute, "", problem.Message.En, problem.Message.Zh));
        return false;
    }

    private void Write(DiffLine line)
    {
        diff.Write(DiffJson.Of(line with { Line = Counts.Lines + 1 }));
        Counts = Counts.With(line.Kind);
    }
}
