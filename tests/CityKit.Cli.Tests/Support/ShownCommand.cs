using System.Text.RegularExpressions;

namespace CityKit.Cli.Tests.Support;

/// <summary>
/// A command that a page shows after <c>$ citykit</c>, with the lines below it: each is written by the command, a line that ends with …
/// begins so, and a line … stands for others that are left out.
/// </summary>
internal sealed partial record ShownCommand(string Text, IReadOnlyList<string> Lines)
{
    private const string Prompt = "$ citykit ";

    internal static IEnumerable<ShownCommand> Of(string page)
    {
        foreach (Match fence in Fence().Matches(page))
            foreach (var part in fence.Groups["text"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split(Prompt)[1..])
                yield return Of(part.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The arguments; a name of a file is of the folder.</summary>
    internal string[] Arguments(string folder) =>
        [.. Argument().Matches(Text).Select(match => match.Value.Trim('"'))
            .Select(text => FileName().IsMatch(text) ? Path.Combine(folder, text) : text)];

    /// <summary>What the page shows and the command does not write, or the other way round.</summary>
    internal IEnumerable<string> Differences(IReadOnlyCollection<string> written)
    {
        foreach (var line in Lines)
            if (line != "…" && !written.Any(found => IsShown(line, found))) yield return $"'{Text}' does not write: {line}";
        if (Lines.Contains("…")) yield break;
        foreach (var found in written)
            if (!Lines.Any(line => IsShown(line, found))) yield return $"'{Text}' writes what the page does not show: {found}";
    }

    private static ShownCommand Of(string[] lines) => new(lines[0], lines[1..]);

    private static bool IsShown(string line, string found) =>
        line == found || (line.EndsWith('…') && found.StartsWith(line[..^1], StringComparison.Ordinal));

    [GeneratedRegex(@"^```\r?\n(?<text>\$ citykit .*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Argument();

    [GeneratedRegex("^[a-z/.-]+\\.(shp|xlsx|json|db|csv|gpkg|geojson|html|svg)$")]
    private static partial Regex FileName();
}
