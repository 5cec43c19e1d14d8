using System.Globalization;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Documents;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>
/// The days (UTC) on which a work item's handling is or was due and on which it was closed, as one index: a page of a day is read in any
/// order, and days are merged. So what falls due in a period, or was closed in it, is found without reading the rest.
/// </summary>
internal static class ItemDays
{
    /// <summary>Before the day on which handling is due.</summary>
    internal const string Due = "due";

    /// <summary>Before the day of closing.</summary>
    internal const string Closed = "closed";

    internal static IEnumerable<string> Of(WorkItem item)
    {
        if (CaseFacts.DueAt(item) is { } due) yield return KeyOf(Due, due);
        if (item.ClosedAt is { } closed) yield return KeyOf(Closed, closed);
    }

    /// <summary>The keys of a period's days, its end not in it; null when they are more than one condition holds.</summary>
    internal static string[]? Between(string kind, Instant from, Instant until)
    {
        var days = Period.DaysBetween(from.InUtc().Date, until.InUtc().Date) + 1;
        return days > DocumentCondition.MaxValues ? null
            : [.. Enumerable.Range(0, Math.Max(days, 1)).Select(day => KeyOf(kind, from + Duration.FromDays(day)))];
    }

    private static string KeyOf(string kind, Instant at) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}|{at.InUtc().Date:uuuuMMdd}");
}
