using System.Globalization;
using CityKit.Components;
using CityKit.Import.Resurveys;

namespace CityKit.Cli.Components;

/// <summary>
/// Reads what a review's options say: <c>all</c>, a kind, a class, <c>line:5</c>, <c>line:5-9</c>, or a kind of a class
/// <c>missing:01037</c>.
/// </summary>
internal static class ReviewRules
{
    private static readonly (string Word, DiffKind Kind)[] Kinds = [("new", DiffKind.New), ("moved", DiffKind.Moved),
        ("changed", DiffKind.Changed), ("missing", DiffKind.Missing)];

    /// <summary>
    /// The rules in the order in which the narrower one holds: all, then kinds and classes, then lines; of two alike, refuse.
    /// </summary>
    internal static List<DiffRule> Of(string[] accept, string[] refuse) =>
        [.. accept.Select(text => Read(text, DiffDecision.Accept)).Concat(refuse.Select(text => Read(text, DiffDecision.Refuse)))
            .OrderBy(Narrowness)];

    private static int Narrowness(DiffRule rule) =>
        rule.LastLine < long.MaxValue ? 3 : (rule.Kind is null ? 0 : 1) + (rule.Class == default ? 0 : 1);

    private static DiffRule Read(string text, DiffDecision decision)
    {
        if (text == "all") return new DiffRule(decision);
        if (TryLines(text, out var first, out var last)) return new DiffRule(decision, FirstLine: first, LastLine: last);
        var parts = text.Split(':');
        var kind = Array.Find(Kinds, known => known.Word == parts[0]).Kind;
        if (parts.Length == 1)
            return kind != default ? new DiffRule(decision, kind) : new DiffRule(decision, Class: ComponentOptions.Class(text));
        return parts.Length == 2 && kind != default ? new DiffRule(decision, kind, ComponentOptions.Class(parts[1]))
            : throw new ToolException($"'{text}' says no lines: all, new, moved, changed, missing, "
                + $"a class of 5 digits, missing:01037, line:5 or line:5-9. “{text}”不是有效的审核范围。");
    }

    private static bool TryLines(string text, out long first, out long last)
    {
        (first, last) = (0, 0);
        if (!text.StartsWith("line:", StringComparison.Ordinal)) return false;
        var ends = text[5..].Split('-');
        return ends.Length <= 2 && long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out last) && first > 0 && last >= first;
    }
}
