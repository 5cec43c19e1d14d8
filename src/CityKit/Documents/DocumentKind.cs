namespace CityKit.Documents;

/// <summary>A kind of documents that a store keeps (文档种类): its name, its indexes, and nothing of what it means.</summary>
public abstract class DocumentKind
{
    private protected DocumentKind(string name, IReadOnlyList<DocumentIndex> indexes)
    {
        if (!DocumentIndex.IsName(name))
            throw new ArgumentException($"'{name}' is no kind: 1 to 32 of a-z, 0-9, '_', starting with a letter.", nameof(name));
        if (indexes.Select(i => i.Name).Distinct().Count() < indexes.Count)
            throw new ArgumentException($"Two indexes of '{name}' have one name.", nameof(indexes));
        (Name, Indexes) = (name, indexes);
    }

    /// <summary>Its name, unique in a store.</summary>
    public string Name { get; }

    /// <summary>What it can be asked by.</summary>
    public IReadOnlyList<DocumentIndex> Indexes { get; }

    /// <summary>
    /// Indexes with one value that totals read together: first those that are equal, then the one of the range, then those that make the
    /// groups. A store may keep each row of them together, so that counting millions of documents reads no document.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<DocumentIndex>> Tallies { get; init; } = [];

    /// <summary>Calculates the values of each index again, for an index that a store does not have yet.</summary>
    /// <returns>One array for each of <see cref="Indexes"/>.</returns>
    /// <exception cref="FormatException">The bytes are no document of this kind.</exception>
    public abstract IndexValue[][] ValuesOf(ReadOnlyMemory<byte> bytes);

    /// <summary>The change that stores a document, or removes it when it is null.</summary>
    internal abstract DocumentChange Change(string id, object? document, long version);

    /// <summary>An index by its name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public DocumentIndex Find(string index) => Indexes.FirstOrDefault(i => i.Name == index)
        ?? throw new ArgumentException(
            $"'{Name}' has no index '{index}'; it has: {string.Join(", ", Indexes.Select(i => i.Name))}.", nameof(index));
}
