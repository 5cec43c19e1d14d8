using System.Collections.Immutable;

namespace CityKit.Documents;

/// <summary>Asks a store how many documents there are, by up to two indexes, and for the sum of a third.</summary>
/// <param name="Of">Which documents; its order and page do not matter.</param>
/// <param name="By">None, one or two indexes with one value a document; documents without a value are a group of their own.</param>
/// <param name="Sum">An index of whole numbers to add up; null for none.</param>
public sealed record DocumentTotals(DocumentQuery Of, ImmutableArray<string> By, string? Sum = null)
{
    /// <summary>The most groups of an answer, unless it asks for more.</summary>
    public const int MaxGroups = 10_000;

    /// <summary>The most groups that can be asked for.</summary>
    public const int MostGroups = 1_000_000;

    /// <summary>How many groups at most, 1 to <see cref="MostGroups"/>: the first in the order of their values.</summary>
    public int Limit { get; init; } = MaxGroups;

    /// <summary>Checks it against its kind.</summary>
    /// <exception cref="ArgumentException">An index is not there or cannot do this; the message says which.</exception>
    public void Check(DocumentKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Of.Check(kind);
        if (Limit is < 1 or > MostGroups) throw new ArgumentException($"An answer has 1 to {MostGroups} groups, not {Limit}.");
        if (By.Length > 2) throw new ArgumentException($"At most two indexes make groups, not {By.Length}.");
        if (By.FirstOrDefault(name => kind.Find(name).IsMany) is { } many)
            throw new ArgumentException($"Index '{many}' has several values a document: no groups.");
        if (Sum is { } sum && kind.Find(sum) is not { Type: IndexType.Integer, IsMany: false })
            throw new ArgumentException($"Index '{sum}' is not of whole numbers, one a document: no sum.");
    }
}
