namespace CityKit.Import.Resurveys;

/// <summary>
/// Puts decisions into a diff (差异审核). A person may as well write <c>"accept"</c> or <c>"refuse"</c> into the lines with an editor.
/// </summary>
public static class DiffReview
{
    /// <summary>The lines of a diff, for showing; ends at the first line that cannot be read.</summary>
    public static IEnumerable<DiffLine> Read(Stream diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        using var reader = new DiffReader(diff);
        if (reader.Head() is null) yield break;
        while (reader.Next() is { } line) yield return line;
    }

    /// <summary>Writes the diff again, with the decisions of these rules; lines that no rule fits keep theirs.</summary>
    /// <returns>How many lines were decided on by the rules, or a refusal: <c>diff</c>, the file is no whole diff.</returns>
    public static DiffResult Decide(Stream diff, Stream reviewed, IReadOnlyList<DiffRule> rules)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(reviewed);
        ArgumentNullException.ThrowIfNull(rules);
        using var reader = new DiffReader(diff);
        var decided = default(DiffCounts);
        if (reader.Head() is not { } head) return new DiffResult(default, reader.Refusal);
        reviewed.Write(DiffJson.Of(head));
        while (reader.Next() is { } line)
        {
            var rule = rules.LastOrDefault(rule => rule.Fits(line));
            if (rule is not null) decided = decided.With(line.Kind);
            reviewed.Write(DiffJson.Of(rule is null ? line : line with { Decision = rule.Decision }));
        }
        if (reader.Refusal is null) reviewed.Write(DiffJson.Of(reader.Counts!.Value));
        return new DiffResult(decided, reader.Refusal);
    }
}
