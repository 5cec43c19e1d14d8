namespace CityKit.Cases.Kpi;

/// <summary>
/// All that figures count of one item, as one number (统计项组合): items with the same one count the same, so that a store counts how many
/// there are of each and reads none of them. 0 counts nothing.
/// </summary>
public static class FactCode
{
    /// <summary>Up to so often each of those that hold more than once is counted.</summary>
    public const int MaxTimes = 1023;

    private const int BitsOfTimes = 10;
    private static readonly int Overdue = CaseFacts.PlaceOf("overtimeToDispose");
    private static readonly (int Shift, long Mask)[] Fields = NewFields("rework", "back", "extension");

    /// <summary>The item's. What is overdue only with time is marked as waiting with a deadline.</summary>
    public static long Of(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Exempt) return 0;
        var code = 0L;
        for (var place = 0; place < CaseFacts.Names.Count; place++) code |= Part(item, place);
        return code;
    }

    /// <summary>How often a fact holds for an item.</summary>
    /// <param name="code">The item's code.</param>
    /// <param name="place">The fact's place among <see cref="CaseFacts.Names"/>.</param>
    /// <param name="isOver">Whether the time for its handling is over.</param>
    internal static long CountOf(long code, int place, bool isOver) =>
        place == Overdue && !isOver ? 0 : (code >> Fields[place].Shift) & Fields[place].Mask;

    private static long Part(WorkItem item, int place)
    {
        if (place == Overdue) return item is { IsOpen: true, Stage: "handle", Deadline: not null } ? 1L << place : 0;
        return Math.Min(CaseFacts.Count(CaseFacts.Names[place], item, default), Fields[place].Mask) << Fields[place].Shift;
    }

    /// <summary>A bit for each fact, and behind them more for each that may hold more than once; all together are 63.</summary>
    private static (int Shift, long Mask)[] NewFields(params string[] repeated)
    {
        var fields = CaseFacts.Names.Select((_, place) => (place, 1L)).ToArray();
        for (var n = 0; n < repeated.Length; n++)
            fields[CaseFacts.PlaceOf(repeated[n])] = (fields.Length + (n * BitsOfTimes), MaxTimes);
        return fields;
    }
}
