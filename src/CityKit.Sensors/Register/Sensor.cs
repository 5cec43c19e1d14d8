using CityKit.Core;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>One sensor of the register (传感器台账) for one period: what it measures, where it is, whose it is.</summary>
public sealed record Sensor
{
    /// <summary>Which sensor.</summary>
    public required SensorKey Key { get; init; }

    /// <summary>What it measures or watches.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>The unit that rules about it are written in, such as <c>m3</c>; empty for a contact.</summary>
    public string Unit { get; init; } = "";

    /// <summary>
    /// How many of its smallest unit (the whole numbers in its events) one <see cref="Unit"/> is; 1 or more. A meter of 10 L a pulse in m3:
    /// 100.
    /// </summary>
    public long PerUnit { get; init; } = 1;

    /// <summary>At which value, in the smallest unit, its register begins again at 0; null when it never does.</summary>
    public long? Rollover { get; init; }

    /// <summary>
    /// The most that can go through its register in an hour (最大流量), such as 6 m3 for a household's gas meter; null for 100 m3 of a volume,
    /// 1,000 kWh of an energy, and no limit in another unit.
    /// A register that rises faster is in doubt.
    /// </summary>
    public Amount? MaxRate { get; init; }

    /// <summary>Where it is; null when not known.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>The unit grid's code (单元网格).</summary>
    public string? Grid { get; init; }

    /// <summary>The component's id (部件标识码).</summary>
    public string? Component { get; init; }

    /// <summary>An opaque reference to the household; never a name or an address.</summary>
    public string? Household { get; init; }

    /// <summary>What the household agreed to; null when it gave no consent. Only with a household.</summary>
    public Consent? Consent { get; init; }

    /// <summary>The compound (小区).</summary>
    public string? Compound { get; init; }

    /// <summary>The building (楼栋).</summary>
    public string? Building { get; init; }

    /// <summary>The entrance (单元门).</summary>
    public string? Entrance { get; init; }

    /// <summary>From when this entry counts.</summary>
    public required Instant ValidFrom { get; init; }

    /// <summary>Until when, not included; null while it counts.</summary>
    public Instant? ValidTo { get; init; }

    /// <summary>Whether this entry counts at a moment.</summary>
    public bool IsValidAt(Instant at) => at >= ValidFrom && !(at >= ValidTo);

    /// <summary>
    /// An amount in this sensor's smallest unit, exact: what is a whole number comes out as one, whatever unit it was written in (3.6 km/h
    /// are 100 cm/s). False when the unit does not fit or the number is too large.
    /// </summary>
    public bool TryToSmallest(Amount amount, out decimal smallest)
    {
        smallest = 0;
        if (MetricUnits.Ratio(amount.Unit, Unit) is not var (up, down)) return false;
        if (Math.Abs(amount.Number) * up / down > (decimal)long.MaxValue / PerUnit) return false;
        smallest = amount.Number * (up * PerUnit) / down; // divided last, so that only what has no end is rounded
        return true;
    }

    /// <summary>
    /// The most that its register can rise by in a time, in the smallest unit; of less than an hour, as much as in one. Null when no limit
    /// is known.
    /// </summary>
    internal long? MostIn(Duration time)
    {
        if (!TryToSmallest(MaxRate ?? new Amount(MetricUnits.MostAnHour(Unit) ?? -1, Unit), out var anHour) || anHour < 0) return null;
        var most = anHour * (decimal)Math.Max(1, time.TotalHours);
        return most < long.MaxValue ? (long)most : null;
    }
}
