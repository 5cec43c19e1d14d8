using System.Globalization;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>A limit of a scheme (奖励上限): a person's cap of a day or month, or the pool of everyone.</summary>
/// <param name="IsPerson">Whether it is each person's; else it is everyone's, the pool (奖金池).</param>
/// <param name="Period">By day or by month.</param>
/// <param name="Fen">The most fen in it; null for any.</param>
/// <param name="Rewards">The most rewards in it; null for any.</param>
public sealed record RewardLimit(bool IsPerson, RewardPeriod Period, long? Fen, int? Rewards)
{
    internal const string Everyone = "everyone";

    private string Pattern => Period == RewardPeriod.Day ? "yyyy-MM-dd" : "yyyy-MM";

    /// <summary>The total that a report counts in, such as <c>everyone/2026-11</c> or <c>person/s-…/2026-11-28</c>.</summary>
    /// <param name="reporter">Who reports: a subject.</param>
    /// <param name="at">When.</param>
    public string TotalOf(string reporter, Instant at)
    {
        var period = at.InZone(WorkCalendar.Zone).Date.ToString(Pattern, CultureInfo.InvariantCulture);
        return IsPerson ? $"person/{reporter}/{period}" : $"{Everyone}/{period}";
    }
}
