using System.Globalization;

namespace CityKit.Partitions;

/// <summary>One partition of a city (分区): a hub of its own, with its own journal. <c>default</c> is the first.</summary>
/// <param name="Number">0 to one less than how many there are; <see cref="City"/> has -1.</param>
public readonly record struct PartitionId(int Number) : IComparable<PartitionId>
{
    /// <summary>The most partitions of a city.</summary>
    public const int Most = 1000;

    private const string CityName = "city";

    /// <summary>
    /// The partition of what belongs to no place (市级分区): rules over the whole city, subscriptions, the configuration as people gave it.
    /// </summary>
    public static PartitionId City { get; } = new(-1);

    /// <summary>Whether it is the city's own.</summary>
    public bool IsCity => Number < 0;

    /// <inheritdoc/>
    public int CompareTo(PartitionId other) => Number.CompareTo(other.Number);

    /// <summary>All partitions of a city with so many, the city's own first.</summary>
    public static IEnumerable<PartitionId> All(int count) => Enumerable.Range(-1, count + 1).Select(number => new PartitionId(number));

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static PartitionId? Parse(string? name) => name == CityName ? City
        : name is { Length: 3 } && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new PartitionId(number) : null;

    /// <summary>Its name in a store: three digits, or <c>city</c>.</summary>
    public override string ToString() => IsCity ? CityName : Number.ToString("000", CultureInfo.InvariantCulture);
}
