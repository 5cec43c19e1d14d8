using NodaTime;

namespace CityKit.Benchmarks.Elders;

/// <summary>A kind of meter: its file, and the rules that an elder's home gets.</summary>
/// <param name="Quantity">What it measures.</param>
/// <param name="Unit">The unit of its rules.</param>
/// <param name="PerUnit">How many of the smallest unit that is.</param>
/// <param name="File">The file, a column a home.</param>
/// <param name="Span">What one row covers.</param>
/// <param name="PerValue">How many of the smallest unit a row of value 1 is.</param>
/// <param name="Fixed">The fixed limit, as the pack of elder watch has it.</param>
/// <param name="Own">What is compared with the home's own normal.</param>
internal sealed record MeterKind(
    string Quantity, string Unit, long PerUnit, string File, Duration Span, long PerValue, string Fixed, string Own)
{
    /// <summary>10.55 kWh to the cubic metre; a row is the mean power of an hour, or the mean flow of a minute.</summary>
    internal static IReadOnlyList<MeterKind> All { get; } =
    [
        new("electricity", "kWh", 1_000_000, "opengrid_electricity_2016_hour_W.csv.gz", Duration.FromHours(1), 1_000,
            """ "of": "maximum", "below": "0.1 kWh" """, """ "lessBaseload": true """),
        new("gas", "m3", 10_550_000, "opengrid_gas_2016_hour_W.csv.gz", Duration.FromHours(1), 1_000, """ "below": "0.01 m3" """,
            """ "of": "sum" """),
        new("water", "L", 1_000_000, "opengrid_water_march2015_min_Lpm.csv.gz", Duration.FromMinutes(1), 1_000_000, """ "below": "10 L" """,
            """ "of": "sum" """),
    ];
}
