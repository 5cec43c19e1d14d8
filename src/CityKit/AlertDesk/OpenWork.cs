using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>What is open where an officer's duty counts, as he hands it over. The first that is wrong is named.</summary>
/// <param name="view">What he sees.</param>
/// <param name="facts">What there is.</param>
internal sealed class OpenWork(ActorView view, Attempt facts)
{
    private const int Most = HandOver.MaxOfAKind;

    /// <summary>Why it cannot be handed over; null while nothing is wrong.</summary>
    internal Refusal? Refusal { get; private set; }

    /// <summary>Whether there was more of a kind than is kept.</summary>
    internal bool HasMore { get; private set; }

    /// <summary>Where his duty counts.</summary>
    internal ImmutableArray<Scope> Scopes => [.. HandOverDesk.Officers.Roles.SelectMany(view.Reach.Of).Distinct()];

    /// <summary>The leads that he names, or all, or those that he has.</summary>
    internal IReadOnlyList<Lead> Leads(ShiftEnd asked)
    {
        if (asked.Leads is { } named) return Named(named, id => Sees(facts.Find(LeadDocuments.Kind, id.ToString())), "lead", "线索");
        var open = LeadDocuments.Kind.Query().Where(LeadDocuments.Open, 1).OrderBy(LeadDocuments.At);
        return asked.All ? Narrowed(open) : Cut(open.Where(LeadDocuments.TakenBy, view.Actor.Id));
    }

    /// <summary>The alerts that he names, or all, or those that he handles.</summary>
    internal IReadOnlyList<Alert> Alerts(ShiftEnd asked)
    {
        if (asked.Alerts is { } named) return Named(named, id => Sees(facts.OpenAlert(id)), "alert", "告警");
        var open = AlertDocuments.Kind.Query().Where(AlertDocuments.Open, 1).OrderBy(AlertDocuments.At);
        return asked.All ? Narrowed(open) : Cut(open.Where(AlertDocuments.OpenAssignee, view.Actor.Id));
    }

    /// <summary>The work items that he names, or all; an item has no officer of its own.</summary>
    internal IReadOnlyList<WorkItem> Items(ShiftEnd asked)
    {
        if (asked.Items is { } named) return Named(named, id => Sees(facts.OpenItem(id)), "work item", "工作项");
        return asked.All && ItemSight.Narrow(ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At), view, true)
            is { } open ? Cut(open) : [];
    }

    private Lead? Sees(Lead? lead) => lead is { State: LeadState.Open } && IsHis(lead.Subject) ? lead : null;

    private Alert? Sees(Alert? alert) => alert is not null && IsHis(alert.Subject) ? alert : null;

    private WorkItem? Sees(WorkItem? item) => item is not null && view.Over(item) is not null ? item : null;

    private bool IsHis(Subject subject) => view.Over(subject.Scopes, HandOverDesk.Officers.Roles) is not null;

    private IReadOnlyList<T> Narrowed<T>(DocumentQuery<T> open) where T : class =>
        ScopeIndex.Narrow(open, view.Reach, HandOverDesk.Officers.Roles) is { } query ? Cut(query) : [];

    private IReadOnlyList<T> Cut<T>(DocumentQuery<T> query) where T : class
    {
        var found = facts.Query(query.Take(Most + 1));
        HasMore |= found.Count > Most;
        return [.. found.Take(Most)];
    }

    private IReadOnlyList<T> Named<TId, T>(ImmutableArray<TId> ids, Func<TId, T?> find, string en, string zh)
        where TId : struct where T : class
    {
        if (ids.Length > Most)
            Refusal ??= CityKit.Core.Refusal.Of("too-many",
                $"A hand-over has at most {Most} of a kind, not {ids.Length}: hand them over in parts.",
                $"一次交接每类最多 {Most} 项，而非 {ids.Length} 项，请分次交接。");
        var found = ids.Distinct().Take(Most).Select(id => (Id: id, Found: find(id))).ToArray();
        foreach (var (id, one) in found)
            if (one is null) Refusal ??= NotOpen($"{id}", en, zh);
        return [.. found.Select(one => one.Found).OfType<T>()];
    }

    private static Refusal NotOpen(string id, string en, string zh) => CityKit.Core.Refusal.Of("not-open",
        $"The {en} {id} is not open, or not yours to see: leave it out.", $"{zh} {id} 已结束，或您无权查看，请去掉后重试。", [id]);
}
