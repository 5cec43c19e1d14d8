using System.Collections.Frozen;

namespace CityKit.Sensors.Register;

/// <summary>
/// The units that rules and registers may mix: whole multiples of one small unit of their kind. Any other unit only fits itself, and so do
/// °C and K, whose scales begin at different points.
/// </summary>
internal static class MetricUnits
{
    private static readonly FrozenDictionary<string, (string Kind, decimal Size)> Known = new (string Unit, string Kind, decimal Size)[]
    {
        ("mL", "volume", 1), ("L", "volume", 1_000), ("m3", "volume", 1_000_000),
        ("mWh", "energy", 1), ("Wh", "energy", 1_000), ("kWh", "energy", 1_000_000), ("MWh", "energy", 1_000_000_000),
        ("W", "power", 1), ("kW", "power", 1_000), ("MW", "power", 1_000_000),
        ("mm", "length", 1), ("cm", "length", 10), ("m", "length", 1_000),
        ("m/min", "speed", 60), ("km/h", "speed", 1_000), ("m/s", "speed", 3_600),
        ("s", "time", 1), ("min", "time", 60), ("h", "time", 3_600),
        ("Pa", "pressure", 1), ("hPa", "pressure", 100), ("kPa", "pressure", 1_000), ("MPa", "pressure", 1_000_000),
        ("ug/m3", "concentration", 1), ("µg/m3", "concentration", 1), ("mg/m3", "concentration", 1_000),
        ("ppm", "mixing ratio", 1), ("%", "share", 1), ("%LEL", "explosive limit", 1),
        ("°C", "Celsius", 1), ("K", "Kelvin", 1), ("lx", "illuminance", 1), ("dB", "level", 1),
    }.ToFrozenDictionary(known => known.Unit, known => (known.Kind, known.Size));

    internal static (string Kind, decimal Size)? Find(string? unit) =>
        unit is not null && Known.TryGetValue(unit, out var found) ? found : null;

    /// <summary>How many of one unit another is, as a fraction in lowest terms; null when they do not fit together.</summary>
    internal static (decimal Up, decimal Down)? Ratio(string? from, string to)
    {
        if (from == to) return (1, 1);
        if (Find(from) is not { } one || Find(to) is not { } other || one.Kind != other.Kind) return null;
        var common = CommonDivisor(one.Size, other.Size);
        return (one.Size / common, other.Size / common);
    }

    /// <summary>The unit that a mistyped one probably meant: one of the other's kind, or the other itself.</summary>
    internal static string? NearMissOf(string wrong, string other) =>
        Core.Text.NearMiss.Of(wrong, Known.Keys.Where(unit => Ratio(unit, other) is not null).Append(other).Order(StringComparer.Ordinal));

    /// <summary>
    /// The most of a unit that a register of a household or a building can count in an hour; null for a unit that no such register has.
    /// </summary>
    internal static decimal? MostAnHour(string unit) => Find(unit) switch
    {
        ("volume", var size) => 100_000_000m / size,
        ("energy", var size) => 1_000_000_000m / size,
        _ => null,
    };

    private static decimal CommonDivisor(decimal one, decimal other) => other == 0 ? one : CommonDivisor(other, one % other);
}
