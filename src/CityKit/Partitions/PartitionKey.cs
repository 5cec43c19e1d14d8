using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CityKit.Partitions;

/// <summary>
/// What belongs together has one key, and so one partition (分区键): the street of a place, else its compound, else the thing itself.
/// <c>default</c> is the empty key, which names nothing.
/// </summary>
/// <param name="Text">The key, such as <c>street/370202001</c>.</param>
public readonly record struct PartitionKey(string Text)
{
    private const int StreetDigits = 9;

    /// <summary>By the street (街道): the first nine digits of an area code, or of a grid's code, which begins with one.</summary>
    /// <returns>Null when the code has no nine digits in front.</returns>
    public static PartitionKey? OfStreet(string? code) =>
        code is { Length: >= StreetDigits } && code.AsSpan(0, StreetDigits).IndexOfAnyExceptInRange('0', '9') < 0
            ? new PartitionKey($"street/{code[..StreetDigits]}") : null;

    /// <summary>By the compound (小区).</summary>
    public static PartitionKey OfCompound(string compound) => new($"compound/{compound}");

    /// <summary>By the thing itself, when nobody knows where it is.</summary>
    public static PartitionKey OfThing(string id) => new($"thing/{id}");

    /// <summary>
    /// The partition of a city that has so many: the same on every machine and forever, as SHA-256 spreads the keys evenly.
    /// </summary>
    /// <param name="count">1 to <see cref="PartitionId.Most"/>.</param>
    public PartitionId In(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(count, Math.Clamp(count, 1, PartitionId.Most));
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
        return new PartitionId((int)(hash % (ulong)count));
    }
}
