using System.Buffers.Binary;
using System.Globalization;

namespace CityKit.Core.Wire;

/// <summary>
/// The first 64 bits of a public key's fingerprint (密钥短指纹): enough to determine which of a hub's keys is meant, not to trust it.
/// <c>default</c> is all zeros, of no key.
/// </summary>
/// <param name="Value">The 64 bits.</param>
public readonly record struct KeyPrint(ulong Value)
{
    /// <summary>Length on the wire, in bytes.</summary>
    public const int ByteLength = 8;

    /// <summary>Reads 8 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 8 bytes.</exception>
    public static KeyPrint FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Writes 8 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is room for fewer than 8 bytes.</exception>
    public void WriteTo(Span<byte> bytes) => BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);

    /// <summary>16 lower-case hexadecimal digits: those that a fingerprint begins with.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
