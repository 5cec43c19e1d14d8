using System.Text.RegularExpressions;
using CityKit.Cases;
using CityKit.Components;

namespace CityKit.AlertDesk;

/// <summary>
/// What texts are found by (检索词): pairs of neighbouring Chinese characters, and words of other scripts. So 路灯 is found in 主路灯杆, and
/// "lamp" in "Street lamps".
/// </summary>
internal static partial class SearchWords
{
    private const int MaxPiece = 64;

    /// <summary>What a work item is found by: its title, address, compound, and a token of its class.</summary>
    internal static IEnumerable<string> Of(WorkItem item)
    {
        var pieces = TextsOf(item).SelectMany(RunsOf).SelectMany(PiecesOf);
        return item.Class is { } key ? pieces.Append(TokenOf(key)) : pieces;
    }

    /// <summary>What a class is found by; no piece of a text is like it.</summary>
    internal static string TokenOf(ClassKey key) => $"#{key}";

    /// <summary>The words of a text as somebody typed it: what letters, digits and characters are between other signs.</summary>
    internal static IEnumerable<string> WordsOf(string typed) => Words().Matches(typed).Select(word => word.Value);

    /// <summary>What texts with this word have, each a whole piece or the start of one.</summary>
    internal static IEnumerable<(string Piece, bool IsStart)> SoughtBy(string word) => RunsOf(word).SelectMany(run => IsPaired(run)
        ? PiecesOf(run).SkipLast(1).Select(pair => (pair, false))
        : [(Cut(run), true)]);

    /// <summary>Whether the item's own texts have a word in them.</summary>
    internal static bool Has(WorkItem item, string word) =>
        TextsOf(item).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> TextsOf(WorkItem item) =>
        new[] { item.Title?.Zh, item.Title?.En, item.Place.Address, item.Place.Compound }.OfType<string>();

    private static IEnumerable<string> RunsOf(string text) => Runs().Matches(text).Select(run => run.Value.ToLowerInvariant());

    /// <summary>The pairs of a run of Chinese characters and its last one alone; else the run itself.</summary>
    private static IEnumerable<string> PiecesOf(string run) => IsPaired(run)
        ? Enumerable.Range(0, run.Length).Select(at => run[at..Math.Min(at + 2, run.Length)])
        : [Cut(run)];

    private static bool IsPaired(string run) => run.Length > 1 && Han().IsMatch(run);

    private static string Cut(string run) => run.Length <= MaxPiece ? run : run[..MaxPiece];

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^[\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}]")]
    private static partial Regex Han();

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}]+"
        + @"|[\p{L}\p{N}-[\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}]]+")]
    private static partial Regex Runs();
}
