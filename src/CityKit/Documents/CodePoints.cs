namespace CityKit.Documents;

/// <summary>
/// The order of texts by their code points, which is that of their UTF-8 bytes: stores sort so, and .NET by UTF-16 does not.
/// </summary>
internal static class CodePoints
{
    internal static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    internal static int Compare(string a, string b)
    {
        var at = a.AsSpan().CommonPrefixLength(b);
        return at < a.Length && at < b.Length ? Rank(a[at]).CompareTo(Rank(b[at])) : a.Length.CompareTo(b.Length);
    }

    /// <summary>Surrogates, which stand for what is beyond U+FFFF, come last.</summary>
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
