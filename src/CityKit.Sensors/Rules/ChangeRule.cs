using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks at how fast a value changes from one reading to the next (变化率). The condition begins at the end of the first reading that rose
/// or fell too fast from the one before, and must still hold at a reading <see cref="Hold"/> later; the alert is raised at begin + hold
/// exactly.
/// </summary>
public sealed record ChangeRule : Rule
{
    /// <summary>Whether a rise is looked for; else a fall.</summary>
    public required bool Rises { get; init; }

    /// <summary>How much of a change in <see cref="LimitPer"/> is still allowed; above zero.</summary>
    public required Amount Limit { get; init; }

    /// <summary>The time that <see cref="Limit"/> is for: a second, a minute or an hour.</summary>
    public required Duration LimitPer { get; init; }

    /// <summary>How far apart two readings may be at most to show a change.</summary>
    public Duration Within { get; init; } = Duration.FromHours(1);

    /// <summary>How long the condition must hold before the alert.</summary>
    public Duration Hold { get; init; }

    /// <summary>How long the condition must be over before the alert is cleared.</summary>
    public Duration ClearHold { get; init; }

    /// <summary>
    /// The limit in a sensor's smallest unit an hour; null when it is no whole number, so that comparing would not be exact.
    /// </summary>
    internal long? MostAnHour(Sensor sensor)
    {
        var times = NodaConstants.NanosecondsPerHour / LimitPer.ToInt64Nanoseconds();
        var fits = sensor.TryToSmallest(Limit with { Number = Limit.Number * times }, out var anHour);
        return fits && anHour < long.MaxValue && anHour == decimal.Truncate(anHour) ? (long)anHour : null;
    }
}
