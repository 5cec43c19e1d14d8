using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CityKit.Core;

/// <summary>
/// One boot of a device (启动): what its monotonic clock counts from. 128 bits, written as 32 lower-case hexadecimal digits. <c>default</c>
/// is all zeros and names nothing.
/// </summary>
/// <param name="Value">The 128 bits.</param>
public readonly record struct BootId(UInt128 Value) : IParsable<BootId>
{
    /// <summary>Length on the wire, in bytes.</summary>
    public const int ByteLength = 16;

    /// <summary>Reads 16 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 16 bytes.</exception>
    public static BootId FromBytes(ReadOnlySpan<byte> bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes 16 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is room for fewer than 16 bytes.</exception>
    public void WriteTo(Span<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    /// <summary>Reads 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static BootId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw HexText.Wrong(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BootId result)
    {
        UInt128 value = default;
        var valid = s is { Length: 32 } && UInt128.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        result = new BootId(value);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
