using System.Security.Cryptography;
using System.Text;
using CityKit.Components.Catalogues;
using CityKit.Grids.Maps;
using NodaTime.Text;

namespace CityKit.Import.Surveys;

/// <summary>
/// What a survey's file is read by, as lines of text that a mark keeps: rows read by other terms do not belong into the same survey.
/// </summary>
internal static class SurveyTerms
{
    private const int DigestCharacters = 16;

    internal static string Of(SurveyOptions options) => string.Join('\n',
        $"on={LocalDatePattern.Iso.Format(options.On)}",
        $"format={options.Format}",
        $"separator={options.Separator ?? ','}", // recognised in the same file it is the same
        $"system={options.Coordinates}",
        $"columns={string.Join(' ', options.Columns.OwnTerms().Select(OneLine))}",
        $"map={(options.UnitGrids is { } map ? DigestOf(map) : "")}",
        $"catalogue={(options.Catalogue is { } catalogue ? DigestOf(catalogue) : "")}",
        $"scheme={options.Scheme}",
        $"layer={OneLine(options.Layer ?? "")}",
        $"header={options.HeaderRow}");

    /// <summary>What differs, as "name: before -> now"; empty when nothing does, and for a mark of a version that kept no terms.</summary>
    internal static string Differences(string before, string now)
    {
        if (before.Length == 0) return "";
        var known = before.Split('\n').ToDictionary(NameOf);
        var pairs = now.Split('\n').Select(line => (Before: known.GetValueOrDefault(NameOf(line), NameOf(line)), Now: line)).Where(pair => pair.Before != pair.Now);
        return string.Join("; ", pairs.Select(pair => $"{pair.Before} -> {pair.Now[NameOf(pair.Now).Length..]}"));
    }

    // With its sign: a term that a version before did not keep was empty.
    private static string NameOf(string line) => line[..(line.IndexOf('=', StringComparison.Ordinal) + 1)];

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string DigestOf(GridMap map)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)) GridMapFile.Save(map, stream);
        return Convert.ToHexStringLower(hash.Hash!)[..DigestCharacters];
    }

    private static string DigestOf(ClassCatalogue catalogue) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', catalogue.Classes.Select(entry => $"{entry.Key} {entry.Name}")))))[..DigestCharacters];
}
