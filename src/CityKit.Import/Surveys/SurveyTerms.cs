using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Components.Catalogues;
using CityKit.Grids.Maps;
using CityKit.Import.Systems;
using NodaTime.Text;

namespace CityKit.Import.Surveys;

/// <summary>
/// What a survey's file is read by, as lines of text that a mark keeps: rows read by other terms do not belong into the same survey.
/// </summary>
internal static class SurveyTerms
{
    private const int DigestCharacters = 16;
    private const string Reading = "reading";

    internal static string Of(SurveyOptions options) => string.Join('\n',
        $"on={LocalDatePattern.Iso.Format(options.On)}",
        $"format={options.Format}",
        $"separator={options.Separator ?? ','}", // recognised in the same file it is the same
        $"system={SystemOf(options.System)}",
        $"columns={string.Join(' ', options.Columns.OwnTerms().Select(OneLine))}",
        $"map={(options.UnitGrids is { } map ? DigestOf(map) : "")}",
        $"catalogue={(options.Catalogue is { } catalogue ? DigestOf(catalogue) : "")}",
        $"scheme={options.Scheme}",
        $"layer={OneLine(options.Layer ?? "")}",
        $"header={options.HeaderRow}",
        $"axes={options.Axes}",
        $"encoding={(options.Format == SurveyFormat.Shapefile ? options.Encoding?.WebName : "")}",
        $"mapping={(options.Mapping is { } mapping ? Encoding.UTF8.GetString(MappingWriter.Write(mapping, isIndented: false)) : "")}");

    /// <summary>What differs, as "name: before -> now"; empty when nothing does, and for a mark of a version that kept no terms.</summary>
    internal static string Differences(string before, string now)
    {
        if (before.Length == 0) return "";
        var (then, today) = (ByName(before), ByName(now));
        return string.Join("; ",
            today.Select(term => Difference(term.Key, then.GetValueOrDefault(term.Key, ""), term.Value)).OfType<string>());
    }

    /// <summary>The terms with how positions were found to be read.</summary>
    internal static string With(string terms, CoordinateReading reading) => $"{terms}\n{Reading}={reading.Axes} {reading.ZonePrefix}";

    /// <summary>How positions were read; east first for a mark of a version that did not say.</summary>
    internal static CoordinateReading ReadingOf(string terms) =>
        ByName(terms).GetValueOrDefault(Reading, "").Split(' ') is [var axes, var prefix] && Enum.TryParse<AxisOrder>(axes,
            out var order) && int.TryParse(prefix, CultureInfo.InvariantCulture, out var number)
            ? new CoordinateReading(order, number)
            : default;

    private static Dictionary<string, string> ByName(string terms) =>
        terms.Split('\n').Select(line => line.Split('=', 2)).Where(term => term.Length == 2).ToDictionary(term => term[0], term => term[1],
            StringComparer.Ordinal);

    private static string? Difference(string name, string before, string now)
    {
        if (before == now) return null;
        return name == "mapping" && before.Length > 0 && now.Length > 0 ? MappingDifference.Of(before, now) : $"{name}={before} -> {now}";
    }

    // The names of the first three are those of marks before there were others.
    private static string SystemOf(CoordinateSystem? system) => system?.ToString() switch
    {
        null or "wgs84" => "Wgs84",
        "gcj02" => "Gcj02",
        "bd09" => "Bd09",
        var other => OneLine(other),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string DigestOf(GridMap map)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)) GridMapFile.Save(map, stream);
        return Convert.ToHexStringLower(hash.Hash!)[..DigestCharacters];
    }

    private static string DigestOf(ClassCatalogue catalogue) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\n',
                    catalogue.Classes.Select(entry => $"{entry.Key} {entry.Name}")))))[..DigestCharacters];
}
