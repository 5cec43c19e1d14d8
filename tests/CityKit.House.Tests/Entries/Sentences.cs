using System.Text.RegularExpressions;

namespace CityKit.House.Tests.Entries;

/// <summary>The sentence by which people meet a page or a type.</summary>
internal static partial class Sentences
{
    /// <summary>The first sentence of a text in one line.</summary>
    internal static string FirstOf(string text) => Whole().Match(text) is { Success: true } found ? found.Value : text;

    /// <summary>The first sentence of a Markdown page after its title: of the first paragraph that is prose.</summary>
    internal static string FirstOfPage(string markdown)
    {
        var blocks = Fence().Replace(markdown, "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var prose = blocks.First(block => !Other().IsMatch(block));
        return FirstOf(Link().Replace(prose.Replace('\n', ' ').Replace("**", "", StringComparison.Ordinal), "${text}"));
    }

    /// <summary>A full stop ends a sentence where a space or the end follows; a Chinese one always does.</summary>
    [GeneratedRegex(@"^.*?(?:[.!?](?=\s|$)|[。！？])")]
    private static partial Regex Whole();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    /// <summary>Headings, quotations, pictures, comments, lists and tables.</summary>
    [GeneratedRegex(@"^(?:#|>|!\[|<|\||[-*] )")]
    private static partial Regex Other();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
