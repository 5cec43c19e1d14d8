using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>
/// Everything that happened to one component, oldest first (部件历史), and what was true on a date. Immutable: a change gives a new history
/// with one entry more.
/// </summary>
/// <remarks>
/// Days never go back: what happened before the last entry's day can no longer be added. A removed component stays removed; what is put up
/// in its place has an id of its own.
/// </remarks>
public sealed class ComponentHistory
{
    private ComponentHistory(ImmutableArray<ComponentEvent> events) => Events = events;

    /// <summary>The entries, oldest first; at least the first survey.</summary>
    public ImmutableArray<ComponentEvent> Events { get; }

    /// <summary>The component as it is after the last entry.</summary>
    public Component Current => Events[^1].After;

    /// <summary>The component's id.</summary>
    public ComponentId Id => Current.Id;

    /// <summary>The first survey of a component; its first-surveyed day becomes the record's.</summary>
    /// <exception cref="ArgumentException">The component has no id, or the record names nobody.</exception>
    public static ComponentHistory Begin(Component surveyed, EventRecord record)
    {
        ArgumentNullException.ThrowIfNull(surveyed);
        ArgumentNullException.ThrowIfNull(record);
        if (surveyed.Id == default) throw new ArgumentException("A history needs a component with an id.", nameof(surveyed));
        record.Validate();
        return new ComponentHistory(
            [new ComponentEvent(1, ComponentEventKind.Survey, record, surveyed with { FirstSurveyed = record.On, Changed = null })]);
    }

    /// <summary>A history from its stored entries.</summary>
    /// <exception cref="ArgumentException">There is none, or they are not numbered from 1, of one component, and in order of
    /// days.</exception>
    public static ComponentHistory Of(IEnumerable<ComponentEvent> events)
    {
        ImmutableArray<ComponentEvent> items = [.. events];
        if (items.IsEmpty) throw new ArgumentException("A history has at least one entry.", nameof(events));
        for (var i = 0; i < items.Length; i++)
            if (items[i].Number != i + 1 || items[i].After.Id != items[0].After.Id || i > 0 && items[i].On < items[i - 1].On)
                throw new ArgumentException($"Entry {i + 1} of component {items[0].After.Id} is out of order.", nameof(events));
        return new ComponentHistory(items);
    }

    /// <summary>
    /// The component as it was at the end of a day; null before its first survey. A removed one is there still, with
    /// <see cref="ComponentState.Removed"/>.
    /// </summary>
    public Component? On(LocalDate day) => EntryOn(day)?.After;

    /// <summary>The entry that holds at the end of a day; null before the first survey.</summary>
    public ComponentEvent? EntryOn(LocalDate day)
    {
        var (low, high) = (0, Events.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Events[middle].On <= day) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? null : Events[low - 1];
    }

    /// <summary>A re-survey: the component as it was found now (复查). A lost, damaged or abandoned one may be found intact.</summary>
    public HistoryDecision Resurvey(Component found, EventRecord record)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (found.Id != Id) throw new ArgumentException($"{found.Id} is not component {Id}.", nameof(found));
        return Add(ComponentEventKind.Survey, record, found);
    }

    /// <summary>
    /// It was moved to another place, in the grid given (移位). Street and community follow from a unit grid; in another they are no longer
    /// known.
    /// </summary>
    public HistoryDecision Move(GeoPoint place, GridKey grid, EventRecord record) => Current.Location == place && Current.Grid == grid
        ? Refuse("same-place", $"{Current} is at {place} already.", $"{Current} 已在该位置。")
        : Add(ComponentEventKind.Move, record, Regridded(grid) with { Location = place });

    /// <summary>It was found damaged (破损).</summary>
    public HistoryDecision Damage(EventRecord record) =>
        Turn(ComponentEventKind.Damage, ComponentState.Damaged, record, ComponentState.Intact);

    /// <summary>It was found missing (丢失).</summary>
    public HistoryDecision Lose(EventRecord record) =>
        Turn(ComponentEventKind.Loss, ComponentState.Lost, record, ComponentState.Intact, ComponentState.Damaged, ComponentState.Abandoned);

    /// <summary>It was repaired or put back (修复).</summary>
    public HistoryDecision Repair(EventRecord record) =>
        Turn(ComponentEventKind.Repair, ComponentState.Intact, record, ComponentState.Damaged, ComponentState.Lost,
            ComponentState.Abandoned);

    /// <summary>It went out of use where it is (废弃).</summary>
    public HistoryDecision Abandon(EventRecord record) =>
        Turn(ComponentEventKind.Abandonment, ComponentState.Abandoned, record, ComponentState.Intact, ComponentState.Damaged);

    /// <summary>It was removed for good (移除).</summary>
    public HistoryDecision Remove(EventRecord record) =>
        Add(ComponentEventKind.Removal, record, Current with { State = ComponentState.Removed });

    /// <summary>Other bodies answer for it from that day on (责任变更).</summary>
    public HistoryDecision HandOver(ResponsibleBody department, ResponsibleBody? owner, ResponsibleBody? maintainer, EventRecord record) =>
        Add(ComponentEventKind.Handover, record, Current with { Department = department, Owner = owner, Maintainer = maintainer });

    /// <summary>Who answers for it on a day: department, owner, maintainer; null before the first survey.</summary>
    public Responsibility? ResponsibleOn(LocalDate day) => On(day) is { } component ? Responsibility.Of(component) : null;

    private HistoryDecision Turn(ComponentEventKind kind, ComponentState to, EventRecord record,
        params ReadOnlySpan<ComponentState> from) =>
        from.Contains(Current.State) || Current.State == ComponentState.Removed ? Add(kind, record, Current with { State = to })
            : Refuse("wrong-state", $"{Current} is {Current.State}; {kind} does not follow that.",
                $"{Current} 当前状态为“{Current.State.ToTerm()}”，不能登记“{to.ToTerm()}”。");

    private HistoryDecision Add(ComponentEventKind kind, EventRecord record, Component after)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.Validate();
        var last = Events[^1];
        if (last.After.State == ComponentState.Removed)
            return Refuse("removed", $"{Current} was removed on {last.On:R}; a new one needs an id of its own.",
                $"{Current} 已于 {last.On:R} 移除；新设部件须另编标识码。");
        if (record.On < last.On)
            return Refuse("before-last", $"{record.On:R} is before the last entry of {Current}, {last.On:R}.",
                $"{record.On:R} 早于 {Current} 的最近记录 {last.On:R}。");
        var entry = new ComponentEvent(last.Number + 1, kind, record, after with { FirstSurveyed = Events[0].On, Changed = record.On });
        return new HistoryDecision(new ComponentHistory(Events.Add(entry)), null);
    }

    private Component Regridded(GridKey grid)
    {
        if (grid == Current.Grid) return Current;
        var community = grid.UnitGridCode.Community;
        if (community == default) return Current with { Grid = grid, Street = null, Community = null };
        if (community == Current.Grid.UnitGridCode.Community) return Current with { Grid = grid };
        var street = community.At(AreaLevel.Street);
        return Current with { Grid = grid, Community = new AreaName(community, ""),
            Street = street == Current.Street?.Code ? Current.Street : new AreaName(street, "") };
    }

    private static HistoryDecision Refuse(string code, string en, string zh) => new(null, Refusal.Of(code, en, zh));
}
