using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>What a month's report says: the cases reported in it, as they stood at its end.</summary>
internal sealed class MonthFigures(LocalDate last, Instant end, IReadOnlyList<WorkItem> items, YearTally tally)
{
    private static readonly LocalizedText Nobody = new("未派遣", "not dispatched");

    /// <summary>The month's last day.</summary>
    internal LocalDate Last => last;

    /// <summary>The cases.</summary>
    internal IReadOnlyList<WorkItem> Items => items;

    /// <summary>Days, in order.</summary>
    internal IReadOnlyList<LocalDate> Days { get; } = [.. Enumerable.Range(1, last.Day)
        .Select(day => new LocalDate(last.Year, last.Month, day))];

    /// <summary>Every figure of the catalogue.</summary>
    internal IReadOnlyList<KpiValue> Kpis { get; } = KpiCatalogue.BuiltIn.Evaluate(items, end);

    /// <summary>By class, the most first.</summary>
    internal IReadOnlyList<GroupRow> Classes { get; } =
        Grouped(items, end, item => CatalogueSet.BuiltIn.Find(item.Class!.Value)!.Name, row => -row.Cases);

    /// <summary>By the body that handled last, the most first.</summary>
    internal IReadOnlyList<GroupRow> BodyRows { get; } = Grouped(items, end, BodyOf, row => -row.Cases);

    /// <summary>By sub-district, the slowest first.</summary>
    internal IReadOnlyList<GroupRow> Streets { get; } =
        Grouped(items, end, item => District.Streets[District.StreetOf(item.Place)], row => -row.LimitUsed);

    /// <summary>Cases of each cell, from the south-west, row by row to the north.</summary>
    internal IReadOnlyList<int> Cells { get; } = CellsOf(items);

    /// <summary>Cases reported on a day.</summary>
    internal int Reported(LocalDate day) => tally.Of(day, "open");

    /// <summary>Cases that ended on a day, whenever they were reported.</summary>
    internal int Ended(LocalDate day) => tally.Of(day, YearTally.Ending);

    /// <summary>How often a command was given in the month, on whichever case.</summary>
    internal int Times(params ReadOnlySpan<string> commands)
    {
        var times = 0;
        foreach (var command in commands) times += tally.InMonth(last, command);
        return times;
    }

    /// <summary>The part of the cases reported on a day and handled since that was on time; null when none was handled.</summary>
    internal double? OnTime(LocalDate day)
    {
        var row = RowOf(Nobody, [.. items.Where(item => DayOf(item.ReportedAt) == day)], end);
        return row.Handled == 0 ? null : row.Rate;
    }

    /// <summary>A figure by its id.</summary>
    internal KpiValue Kpi(string id) => Kpis.Single(value => value.Definition.Id == id);

    private static LocalDate DayOf(Instant at) => at.InZone(WorkCalendar.Zone).Date;

    private static LocalizedText BodyOf(WorkItem item) =>
        Bodies.Handling.FirstOrDefault(body => body.Zh == item.Assignments.LastOrDefault()?.Assignee.Body) ?? Nobody;

    private static IReadOnlyList<GroupRow> Grouped(
        IReadOnlyList<WorkItem> items, Instant end, Func<WorkItem, LocalizedText> name, Func<GroupRow, double> order) =>
        [.. items.GroupBy(name).Select(group => RowOf(group.Key, [.. group], end))
            .OrderBy(order).ThenBy(row => row.Name.Zh, StringComparer.Ordinal)];

    private static GroupRow RowOf(LocalizedText name, IReadOnlyList<WorkItem> items, Instant end)
    {
        int Count(string fact) => items.Sum(item => CaseFacts.Count(fact, item, end));
        var used = items.Where(item => CaseFacts.Count("dispose", item, end) == 1).SelectMany(item => item.Clocks).Where(IsHandled)
            .Select(PartUsed);
        return new GroupRow(name, items.Count, Count("dispose"), Count("intimeDispose"), used.DefaultIfEmpty().Average());
    }

    private static bool IsHandled(StageClock clock) => clock is { Stage: "handle", FinishedAt: not null, Deadline: not null };

    private static double PartUsed(StageClock clock) =>
        (clock.FinishedAt!.Value - clock.StartedAt) / (clock.Deadline!.Value.At - clock.StartedAt);

    private static int[] CellsOf(IReadOnlyList<WorkItem> items)
    {
        var cells = new int[District.Cells * District.Cells];
        foreach (var item in items)
            if (District.CellOf(item.Place) is var (east, north)) cells[north * District.Cells + east]++;
        return cells;
    }
}
