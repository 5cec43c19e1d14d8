namespace CityKit.Sensors.Register;

/// <summary>The few units that rules and registers may mix: powers of ten of one another. Any other unit only fits itself.</summary>
internal static class MetricUnits
{
    private static readonly (string Unit, string Kind, decimal Size)[] Known =
    [
        ("mL", "volume", 1), ("L", "volume", 1_000), ("m3", "volume", 1_000_000),
        ("mWh", "energy", 1), ("Wh", "energy", 1_000), ("kWh", "energy", 1_000_000), ("MWh", "energy", 1_000_000_000),
        ("mm", "length", 1), ("cm", "length", 10), ("m", "length", 1_000),
    ];

    internal static (string Kind, decimal Size)? Find(string unit)
    {
        foreach (var (known, kind, size) in Known)
            if (known == unit) return (kind, size);
        return null;
    }

    /// <summary>
    /// The most of a unit that a register of a household or a building can count in an hour; null for a unit that no such register has.
    /// </summary>
    internal static decimal? MostAnHour(string unit) => Find(unit) switch
    {
        ("volume", var size) => 100_000_000m / size,
        ("energy", var size) => 1_000_000_000m / size,
        _ => null,
    };
}
