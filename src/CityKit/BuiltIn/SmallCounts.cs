using System.Text.Json;

namespace CityKit.BuiltIn;

/// <summary>
/// Withholds small counts (小单元格抑制). What is less than <see cref="Least"/> is not shown, and neither is what would give it away: where the
/// sum of some groups is known, those that are not shown are two or more and make <see cref="Least"/> together.
/// </summary>
internal static class SmallCounts
{
    /// <summary>The smallest count that is shown.</summary>
    internal const int Least = 5;

    /// <summary>Those of some groups that may be shown, when their sum is known.</summary>
    internal static IEnumerable<(string Key, long Count)> Shown(IEnumerable<(string Key, long Count)> groups)
    {
        var ordered = groups.Where(group => group.Count > 0).OrderBy(group => group.Count)
            .ThenBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var (withheld, sum) = (0, 0L);
        while (withheld < ordered.Length && (ordered[withheld].Count < Least || (withheld > 0 && (withheld < 2 || sum < Least))))
            sum += ordered[withheld++].Count;
        return ordered.Skip(withheld);
    }

    /// <summary>Writes which group a row is of: the sum of all (an empty key), nobody's ("?"), or one by its key.</summary>
    internal static void WriteGroup(Utf8JsonWriter writer, string key, string? by)
    {
        if (key.Length == 0) writer.WriteBoolean("total", true);
        else writer.WriteString(by!, key == "?" ? null : key);
    }

    /// <summary>The sum of some groups, unless it is small itself.</summary>
    internal static long? Total(IReadOnlyCollection<(string Key, long Count)> groups) =>
        groups.Sum(group => group.Count) is var sum and >= Least ? sum : null;
}
