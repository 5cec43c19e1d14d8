using NodaTime;

namespace CityKit.Benchmarks.Stations;

/// <summary>A real series with gaps, and the rules it gets.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="What">What it is, for people.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="File">The file.</param>
/// <param name="Column">The column.</param>
/// <param name="TimeColumns">How many columns are the time.</param>
/// <param name="Pattern">How the time is written.</param>
/// <param name="Fault">The value that stands for a fault; null for none.</param>
internal sealed record StationKind(
    string Name, string What, string Unit, string File, string Column, int TimeColumns, string Pattern, decimal? Fault)
{
    /// <summary>The rules: what each is called and looks for.</summary>
    internal required IReadOnlyList<(string Name, string When)> Rules { get; init; }

    /// <summary>The times in which people say that something was wrong; empty where nobody said so.</summary>
    internal IReadOnlyList<(Instant From, Instant To)> Labelled { get; init; } = [];

    private const string Day = """ "kind": "window", "over": "24 h", "of": "average" """;

    internal static IReadOnlyList<StationKind> All { get; } =
    [
        new("no2", "NO2 at road level, an Italian city", "ug/m3", "airquality_uci.csv.gz", "NO2(GT)", 2, "dd/MM/yyyy HH:mm", -200)
        {
            Rules =
            [
                ("an hour over 200 (GB 3095)", """ "kind": "threshold", "above": "200 ug/m3" """),
                ("24 h mean over 80 (GB 3095)", $$""" {{Day}}, "above": "80 ug/m3" """),
                ("24 h mean, 4 MAD above normal", $$""" {{Day}}, "comparedWith": "normal", "above": "4 mad" """),
            ],
        },
        new("ambient", "temperature in an office, degrees Fahrenheit", "F",
            "nab/ambient_temperature_system_failure.csv", "value", 1, "yyyy-MM-dd HH:mm:ss", null)
        {
            Rules =
            [
                ("outside 62 to 80 for 3 h", """ "kind": "threshold", "outside": {"from": "62 F", "to": "80 F"}, "hold": "3 h" """),
                ("24 h mean, 4 MAD above normal", $$""" {{Day}}, "comparedWith": "normal", "above": "4 mad" """),
                ("24 h mean, 4 MAD below normal", $$""" {{Day}}, "comparedWith": "normal", "below": "4 mad" """),
            ],
            Labelled =
            [
                (Instant.FromUtc(2013, 12, 15, 7, 0), Instant.FromUtc(2013, 12, 30, 9, 0)),
                (Instant.FromUtc(2014, 3, 29, 15, 0), Instant.FromUtc(2014, 4, 20, 22, 0)),
            ],
        },
    ];
}
