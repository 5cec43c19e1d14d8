namespace CityKit.Core.Text;

/// <summary>Finds the known word that a mistyped one probably meant.</summary>
public static class NearMiss
{
    private const int LongestWord = 64;

    /// <summary>
    /// The known word that is fewest single-letter edits away; null when even that is more than a third of the word (at least 2 edits are
    /// forgiven). The first of equals wins.
    /// </summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        if (word.Length is 0 or > LongestWord) return null;
        string? best = null;
        var fewest = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in known)
            if (Distance(word, candidate) is var edits && edits < fewest && edits < candidate.Length) (best, fewest) = (candidate, edits);
        return best;
    }

    /// <summary>
    /// How many insertions, deletions, replacements and swaps of neighbours lead from one word to the other; case does not count.
    /// </summary>
    internal static int Distance(string from, string to)
    {
        if (to.Length > LongestWord) return int.MaxValue;
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++) edits[i, 0] = i;
        for (var j = 0; j <= to.Length; j++) edits[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++) edits[i, j] = Step(from, to, edits, i, j);
        return edits[from.Length, to.Length];
    }

    private static int Step(string from, string to, int[,] edits, int i, int j)
    {
        var replaced = edits[i - 1, j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
        var best = Math.Min(replaced, 1 + Math.Min(edits[i - 1, j], edits[i, j - 1]));
        var swapped = i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]);
        return swapped ? Math.Min(best, edits[i - 2, j - 2] + 1) : best;
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
