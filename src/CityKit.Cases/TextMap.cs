using System.Collections.Immutable;

namespace CityKit.Cases;

/// <summary>
/// Texts by name, in ordinal order no matter who made them, so that the same texts give the same bytes: own fields, answers.
/// </summary>
public static class TextMap
{
    /// <summary>No texts.</summary>
    public static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The texts in ordinal order; none for null.</summary>
    public static ImmutableSortedDictionary<string, string> Ordinal(ImmutableSortedDictionary<string, string>? texts) =>
        (texts ?? Empty).WithComparers(StringComparer.Ordinal);
}
