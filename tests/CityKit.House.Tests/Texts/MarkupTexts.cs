using System.Text.RegularExpressions;

namespace CityKit.House.Tests.Texts;

/// <summary>Words that a Razor page has in its markup: they would be in one language, and in no page of texts.</summary>
internal static partial class MarkupTexts
{
    internal static IEnumerable<string> In(string page)
    {
        var markup = CommentRule().Replace(page, "").Split("@code")[0];
        return from rule in new[] { ContentRule(), AttributeRule() }
            from Match match in rule.Matches(markup)
            let text = match.Groups[1].Value.Trim()
            where text != "SHA-256" // the standard's own name
            select text;
    }

    [GeneratedRegex("""@\*.*?\*@""", RegexOptions.Singleline)]
    private static partial Regex CommentRule();

    [GeneratedRegex("""(?<=>)([^<>@{}()"\n]*(?:[A-Za-z]{2}|[\u4e00-\u9fff])[^<>@{}()"\n]*)(?=<)""")]
    private static partial Regex ContentRule();

    [GeneratedRegex("""\b(?:title|aria-label|placeholder|alt)="([^"@]*(?:[A-Za-z]{2}|[\u4e00-\u9fff])[^"@]*)["]""")]
    private static partial Regex AttributeRule();
}
