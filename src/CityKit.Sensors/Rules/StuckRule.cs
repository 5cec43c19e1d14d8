using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks for a value that stays the same while readings come (卡滞): no reading differed by more than <see cref="By"/> from the first of them
/// for <see cref="For"/>. Raised at begin + for exactly; over with the first other value. Missing readings are no evidence.
/// </summary>
public sealed record StuckRule : Rule
{
    /// <summary>How long it must stay the same.</summary>
    public required Duration For { get; init; }

    /// <summary>How much a reading may differ and still be the same value; null for not at all.</summary>
    public Amount? By { get; init; }

    /// <summary>How far apart two readings may be at most; after a longer hole it begins again.</summary>
    public Duration Within { get; init; } = Duration.FromHours(1);

    /// <summary><see cref="By"/> in a sensor's smallest unit; null when it does not fit.</summary>
    internal long? SlackOf(Sensor sensor)
    {
        if (By is not { } by) return 0;
        return sensor.TryToSmallest(by, out var slack) && slack < long.MaxValue ? (long)decimal.Floor(slack) : null;
    }
}
