using System.Text.RegularExpressions;

namespace CityKit.Documents;

/// <summary>What a kind of documents can be asked by (索引); <see cref="DocumentIndex{T}"/> says how its values are found.</summary>
public abstract partial class DocumentIndex
{
    private protected DocumentIndex(string name, IndexType type, bool isMany, bool isOrder)
    {
        if (name is null || !NameRule().IsMatch(name))
            throw new ArgumentException(
                $"'{name}' is no index name: 1 to 32 of a-z, 0-9, '_', starting with a letter. 索引名无效。", nameof(name));
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

    /// <summary>Whether its values are texts; else they are numbers.</summary>
    public bool IsText => Type is IndexType.Text or IndexType.Cell;

    [GeneratedRegex("^[a-z][a-z0-9_]{0,31}$")]
    internal static partial Regex NameRule();
}
