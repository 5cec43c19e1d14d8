using System.Diagnostics.CodeAnalysis;

namespace CityKit.Documents;

/// <summary>What a kind of documents can be asked by (索引); <see cref="DocumentIndex{T}"/> says how its values are found.</summary>
public abstract class DocumentIndex
{
    private protected DocumentIndex(string name, IndexType type, bool isMany, bool isOrder)
    {
        if (!IsName(name))
            throw new ArgumentException(
                $"'{name}' is no index name: 1 to 32 of a-z, 0-9, '_', starting with a letter.", nameof(name));
        (Name, Type, IsMany, IsOrder) = (name, type, isMany, isOrder);
    }

    /// <summary>Its name, unique in its kind.</summary>
    public string Name { get; }

    /// <summary>What its values are.</summary>
    public IndexType Type { get; }

    /// <summary>Whether a document may have several values, such as everyone who may see it.</summary>
    public bool IsMany { get; }

    /// <summary>Whether pages can be in its order; such a page has only the documents with a value.</summary>
    public bool IsOrder { get; }

    /// <summary>
    /// Whether its order is asked for alone, without conditions, so that a store need not keep every other index in it too.
    /// </summary>
    public bool IsTimer { get; private protected init; }

    /// <summary>
    /// Whether documents are only counted by it, together with others (<see cref="DocumentKind.Tallies"/>), so that a store need not keep
    /// pages by it.
    /// </summary>
    public bool IsTally { get; private protected init; }

    /// <summary>Whether its values are texts; else they are numbers.</summary>
    public bool IsText => Type is IndexType.Text or IndexType.Cell;

    /// <summary>Whether a text is the name of an index, a kind or a module: 1 to 32 of a-z, 0-9, '_', starting with a letter.</summary>
    internal static bool IsName([NotNullWhen(true)] string? name)
    {
        if (name is not { Length: > 0 and <= 32 } || !char.IsAsciiLetterLower(name[0])) return false;
        foreach (var letter in name)
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '_') return false;
        return true;
    }
}
