using System.Globalization;

namespace CityKit.Benchmarks.CityYears;

/// <summary>What a run of a year is asked for.</summary>
/// <param name="File">A CSV file of 311 requests, or the same in gzip; null for the sample that is built in.</param>
/// <param name="Share">The share of the year's cases that is run, over 0 to 1.</param>
/// <param name="Seed">The seed: the same one gives the same cases and the same report.</param>
/// <param name="Month">The month of the report, 1 to 12.</param>
/// <param name="Output">Where the report goes.</param>
internal sealed record YearOptions(string? File = null, double Share = 0.1, int Seed = 1, int Month = 6, string Output = "city-month.html")
{
    /// <summary>The year: its calendar and the next one's are known.</summary>
    internal const int Year = 2025;

    /// <summary>A year's reports of the whole district: 1,000 a day.</summary>
    internal const int YearReports = 365_000;

    /// <summary>Reads <c>[FILE] [--share PERCENT] [--seed N] [--month 1..12] [--out FILE]</c>.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    internal static YearOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new YearOptions();
        for (var i = 0; i < arguments.Length; i++)
            options = arguments[i].StartsWith("--", StringComparison.Ordinal)
                ? options.With(arguments[i], ++i < arguments.Length ? arguments[i]
                    : throw new ArgumentException($"'{arguments[i - 1]}' needs a value."))
                : options with { File = arguments[i] };
        return options;
    }

    private YearOptions With(string name, string value) => name switch
    {
        "--share" when double.Parse(value, CultureInfo.InvariantCulture) is > 0 and <= 100 and var percent =>
            this with { Share = percent / 100 },
        "--seed" => this with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
        "--month" when int.Parse(value, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var month => this with { Month = month },
        "--out" => this with { Output = value },
        _ => throw new ArgumentException($"'{name} {value}': it takes [FILE] [--share PERCENT] [--seed N] [--month 1..12] [--out FILE]."),
    };
}
