using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>One day as a <see cref="WorkClock"/> counts it (计时日).</summary>
/// <param name="Date">The day.</param>
/// <param name="IsWorkDay">Whether work is done on it.</param>
/// <param name="Name">What the holiday notice calls it, such as 国庆节, for a day off and for a working day that makes up for one; null for
/// others.</param>
public sealed record ClockDay(LocalDate Date, bool IsWorkDay, string? Name)
{
    /// <summary>Its working hours, in order; empty on a day off.</summary>
    public IReadOnlyList<Interval> Spans { get; init; } = [];
}
