using System.Text.RegularExpressions;

namespace CityKit.House.Tests;

/// <summary>The parts of a page that tests draw from the code; everything else stays as people wrote it.</summary>
internal static partial class DrawnParts
{
    /// <summary>The page with each part as <paramref name="draw"/> has it now.</summary>
    internal static string Redraw(string page, Func<string, string> draw) => DrawnPart().Replace(page, part =>
        $"{part.Groups["open"].Value}\n{draw(part.Groups["what"].Value)}{part.Groups["close"].Value}");

    /// <summary>What the page has drawn.</summary>
    internal static IEnumerable<string> Of(string page) => DrawnPart().Matches(page).Select(part => part.Groups["what"].Value);

    [GeneratedRegex(@"(?<open><!-- drawn from the code: (?<what>[a-z]+) -->)\n.*?(?<close><!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex DrawnPart();
}
