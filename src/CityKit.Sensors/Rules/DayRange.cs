using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// A part of every local day (每日时段), such as 01:00 to 05:00; over midnight when it ends before it begins. <c>default</c> is from midnight
/// to midnight.
/// </summary>
/// <param name="From">Its begin, included.</param>
/// <param name="To">Its end, not included.</param>
public readonly record struct DayRange(LocalTime From, LocalTime To)
{
    /// <summary>Whether a time of day is in it.</summary>
    public bool Contains(LocalTime time) => From <= To ? time >= From && time < To : time >= From || time < To;
}
