using System.Globalization;
using CityKit.Core.Time;
using NodaTime;

namespace CityKit.Documents;

/// <summary>
/// One value of an index: text or a whole number; a moment is its nanoseconds since 1970. <c>default</c> is the number 0.
/// </summary>
public readonly record struct IndexValue : IComparable<IndexValue>
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxText = 256;

    private IndexValue(string? text, long number) => (Text, Number) = (text, number);

    /// <summary>The text; null for a number.</summary>
    public string? Text { get; }

    /// <summary>The number; 0 for a text.</summary>
    public long Number { get; }

    /// <summary>A text.</summary>
    /// <exception cref="ArgumentException">It has more than <see cref="MaxText"/> characters.</exception>
    public static IndexValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxText)
            throw new ArgumentException($"An index holds at most {MaxText} characters, not {text.Length}.", nameof(text));
        return new IndexValue(text, 0);
    }

    /// <summary>A number.</summary>
    public static IndexValue Of(long number) => new(null, number);

    /// <summary>A moment.</summary>
    /// <exception cref="OverflowException">It is outside 1678 to 2262.</exception>
    public static IndexValue Of(Instant instant) => new(null, instant.ToUnixNanoseconds());

    /// <summary>The moment that a number stands for.</summary>
    public Instant ToInstant() => InstantNanoseconds.FromUnixNanoseconds(Number);

    /// <summary>Numbers before texts; texts by their code points, the order that stores keep them in.</summary>
    public int CompareTo(IndexValue other) => (Text, other.Text) switch
    {
        (null, null) => Number.CompareTo(other.Number),
        (null, _) => -1,
        (_, null) => 1,
        var (a, b) => CodePoints.Compare(a, b),
    };

    /// <inheritdoc/>
    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
