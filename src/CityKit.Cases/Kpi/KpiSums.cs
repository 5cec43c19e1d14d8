using NodaTime;

namespace CityKit.Cases.Kpi;

/// <summary>
/// How often each fact was counted, and over how many items (统计项合计). Items are added one by one, so that a year of a city needs no
/// memory for its cases. Not safe for several threads.
/// </summary>
public sealed class KpiSums
{
    private readonly long[] counts = new long[CaseFacts.Names.Count];
    private readonly long[] items = new long[CaseFacts.Names.Count];

    /// <summary>Adds what an item counts in a period; a repeat counts nothing: it is counted as its original.</summary>
    /// <param name="item">The item.</param>
    /// <param name="period">The period; its end is not in it.</param>
    /// <param name="now">Now, for what is overdue and still open.</param>
    public void Add(WorkItem item, Interval period, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.RepeatOf is not null) return;
        for (var i = 0; i < counts.Length; i++)
        {
            var fact = CaseFacts.Names[i];
            if (!IsIn(fact, item, period) || CaseFacts.Count(fact, item, now) is not (> 0 and var count)) continue;
            counts[i] += count;
            items[i]++;
        }
    }

    /// <summary>
    /// Adds what several items with one code count, of the facts that count in the period of the report, or in that of the handling.
    /// </summary>
    /// <param name="code">The items' code.</param>
    /// <param name="number">How many items there are of it; none is a repeat.</param>
    /// <param name="isByDeadline">Which facts count, see <see cref="CaseFacts.IsByDeadline"/>.</param>
    /// <param name="isOver">Whether the time for their handling is over.</param>
    public void Add(long code, long number, bool isByDeadline, bool isOver)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (CaseFacts.IsByDeadline(CaseFacts.Names[i]) != isByDeadline) continue;
            if (FactCode.CountOf(code, i, isOver) is not (> 0 and var count)) continue;
            counts[i] += count * number;
            items[i] += number;
        }
    }

    /// <summary>How often a fact was counted, and over how many items: one item may have been reworked twice.</summary>
    /// <exception cref="ArgumentException">There is no such fact.</exception>
    public (long Count, long Items) Of(string fact)
    {
        var place = CaseFacts.PlaceOf(fact);
        return (counts[place], items[place]);
    }

    /// <summary>A figure's value.</summary>
    public KpiValue ValueOf(KpiDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new KpiValue(definition, Sum(definition.Numerator), Sum(definition.Denominator));
    }

    // What has no limit on time counts as well, also a case that is due at no time yet.
    private static bool IsIn(string fact, WorkItem item, Interval period) =>
        (!period.HasStart && !period.HasEnd) || (CaseFacts.CountedAt(fact, item) is { } at && period.Contains(at));

    private long Sum(IReadOnlyList<string> facts) => facts.Sum(fact => Of(fact.TrimStart('-')).Count * (fact[0] == '-' ? -1 : 1));
}
