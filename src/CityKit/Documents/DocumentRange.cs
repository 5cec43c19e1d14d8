namespace CityKit.Documents;

/// <summary>A stretch of one index.</summary>
/// <param name="Index">The index; one value a document.</param>
/// <param name="From">The first value in it; null for no limit.</param>
/// <param name="Until">The first value after it; null for no limit.</param>
public sealed record DocumentRange(string Index, IndexValue? From, IndexValue? Until)
{
    internal bool Holds(IndexValue[] found) => found.Length == 1
        && (From is not { } from || found[0].CompareTo(from) >= 0)
        && (Until is not { } until || found[0].CompareTo(until) < 0);
}
