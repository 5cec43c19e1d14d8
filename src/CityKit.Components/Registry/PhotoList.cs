using System.Collections;
using System.Collections.Immutable;

namespace CityKit.Components.Registry;

/// <summary>
/// Photos of a component by reference (照片引用): file names, addresses or evidence ids; the pictures are kept elsewhere. Equal when the
/// references are, in order. <c>default</c> is empty.
/// </summary>
public readonly struct PhotoList : IReadOnlyList<string>, IEquatable<PhotoList>
{
    /// <summary>How many references a component may have.</summary>
    public const int MaxCount = 20;

    /// <summary>Characters of one reference.</summary>
    public const int MaxLength = 200;

    private readonly ImmutableArray<string> references;

    private PhotoList(ImmutableArray<string> references) => this.references = references;

    /// <inheritdoc/>
    public int Count => Items.Length;

    private ImmutableArray<string> Items => references.IsDefault ? [] : references;

    /// <inheritdoc/>
    public string this[int index] => Items[index];

    /// <summary>A list of references.</summary>
    /// <exception cref="ArgumentException">There are more than 20, or one is empty, longer than 200 characters, or has a control
    /// character.</exception>
    public static PhotoList Of(params IEnumerable<string> references)
    {
        ImmutableArray<string> items = [.. references];
        if (items.Length > MaxCount) throw new ArgumentException($"{items.Length} photos; at most {MaxCount}.", nameof(references));
        if (items.FirstOrDefault(item => !IsValid(item)) is { } wrong)
            throw new ArgumentException($"'{wrong}' is no photo reference: 1 to {MaxLength} characters without control characters.",
                nameof(references));
        return new PhotoList(items);
    }

    /// <summary>Whether a text can be a reference.</summary>
    public static bool IsValid(string reference) => reference is { Length: > 0 and <= MaxLength } && !reference.Any(char.IsControl);

    /// <inheritdoc/>
    public bool Equals(PhotoList other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PhotoList other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(0, (hash, item) => HashCode.Combine(hash, item));

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether two lists have the same references in the same order.</summary>
    public static bool operator ==(PhotoList left, PhotoList right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(PhotoList left, PhotoList right) => !left.Equals(right);
}
