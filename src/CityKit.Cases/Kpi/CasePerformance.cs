using NodaTime;

namespace CityKit.Cases.Kpi;

/// <summary>How one item went (单件评价).</summary>
/// <param name="Duration">From report to close; null while open.</param>
/// <param name="LateStages">The stages that ended, or are, past their deadline.</param>
/// <param name="EveryStageOnTime">Whether it is closed and no stage was late.</param>
public sealed record CasePerformance(Duration? Duration, IReadOnlyList<string> LateStages, bool EveryStageOnTime)
{
    /// <summary>How this item went, as of now.</summary>
    public static CasePerformance Of(WorkItem item, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var late = item.Clocks.Where(clock => clock.Deadline is { } due && (clock.FinishedAt ?? now) > due.At).Select(clock => clock.Stage)
            .Distinct().ToArray();
        return new CasePerformance(item.ClosedAt - item.ReportedAt, late, item.ClosedAt is not null && late.Length == 0);
    }
}
