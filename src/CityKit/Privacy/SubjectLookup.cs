using System.Buffers.Binary;
using System.Globalization;

namespace CityKit.Privacy;

/// <summary>
/// How a subject is found by its account or reference: 128 bits of a keyed hash of it. Without the key nobody can tell, or try out, whose
/// it is. <c>default</c> is all zeros, and finds nobody.
/// </summary>
/// <param name="Value">The 128 bits.</param>
public readonly record struct SubjectLookup(UInt128 Value)
{
    /// <summary>Length in bytes.</summary>
    public const int ByteLength = 16;

    /// <summary>Reads 16 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 16 bytes.</exception>
    public static SubjectLookup FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The 16 bytes, most significant first.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[ByteLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
