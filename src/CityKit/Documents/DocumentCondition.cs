using System.Collections.Immutable;

namespace CityKit.Documents;

/// <summary>What a document must have in one index: one of some values, or a text that starts with one of some prefixes.</summary>
/// <param name="Index">The index.</param>
/// <param name="Values">The values or prefixes, 1 to <see cref="MaxValues"/>; any of them will do.</param>
/// <param name="IsPrefix">Whether they are prefixes.</param>
public sealed record DocumentCondition(string Index, ImmutableArray<IndexValue> Values, bool IsPrefix)
{
    /// <summary>The most values of one condition.</summary>
    public const int MaxValues = 512;

    internal bool Holds(IndexValue[] found) => Array.Exists(
        found, value => Values.Any(wanted => IsPrefix ? value.Text!.StartsWith(wanted.Text!, StringComparison.Ordinal) : value == wanted));
}
