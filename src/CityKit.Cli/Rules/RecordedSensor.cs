using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Cli.Rules;

/// <summary>A sensor of a recording, with what its rows need each time.</summary>
/// <param name="entry">Its entry, in a register or made up.</param>
/// <param name="replayed">It, in the replay.</param>
internal sealed class RecordedSensor(Sensor entry, ReplayedSensor replayed)
{
    private string? unit;
    private decimal smallest;

    internal SensorKey Key => entry.Key;

    internal ReplayedSensor Replayed => replayed;

    /// <summary>What a row without a unit and with 0 or 1 is.</summary>
    internal bool IsContact => entry.Unit.Length == 0;

    /// <summary>When it was read last; null before the first time.</summary>
    internal Instant? Last { get; set; }

    /// <summary>
    /// A number in its smallest unit, rounded to a whole one; null when the unit does not fit, or the number is too large.
    /// </summary>
    internal long? ToSmallest(decimal number, string written, out bool isRounded)
    {
        isRounded = false;
        if (written != unit) Take(written);
        if (smallest == 0 || Math.Abs(number) > long.MaxValue / smallest) return null;
        var exact = number * smallest;
        var whole = decimal.Round(exact);
        isRounded = whole != exact;
        return (long)whole;
    }

    private void Take(string written)
    {
        unit = written;
        smallest = entry.TryToSmallest(new Amount(1, unit.Length == 0 ? entry.Unit : unit), out var one) ? one : 0;
    }
}
