namespace CityKit.Sensors.Feeds;

/// <summary>
/// The fields of one line (RFC 4180), without the blanks around them. A quote that nobody closes reaches to the line's end.
/// </summary>
internal static class FeedLineFields
{
    private const string Blanks = " \t";

    internal static string[] Split(ReadOnlySpan<char> line)
    {
        var fields = new List<string>();
        var rest = line;
        do fields.Add(Next(ref rest));
        while (!rest.IsEmpty);
        if (line.EndsWith(',')) fields.Add("");
        return [.. fields];
    }

    private static string Next(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(Blanks);
        var quoted = rest.StartsWith('"') ? Quoted(ref rest) : "";
        var comma = rest.IndexOf(',');
        var plain = rest[..(comma < 0 ? rest.Length : comma)].TrimEnd(Blanks);
        rest = comma < 0 ? [] : rest[(comma + 1)..];
        return string.Concat(quoted, plain);
    }

    private static string Quoted(ref ReadOnlySpan<char> rest)
    {
        var end = 1;
        while (end < rest.Length && (rest[end] != '"' || rest[end..].StartsWith("\"\""))) end += rest[end] == '"' ? 2 : 1;
        var quoted = rest[1..end].ToString().Replace("\"\"", "\"", StringComparison.Ordinal);
        rest = rest[Math.Min(end + 1, rest.Length)..];
        return quoted;
    }
}
