using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace CityKit.Storage;

/// <summary>
/// One history of a hub's record (历史): made at random with an empty store, and again when a hub first opens a copy, so that a
/// number of the one is never taken for a number of the other. 128 bits, written as 32 lower-case hexadecimal digits.
/// <c>default</c> is a copy that no hub has opened.
/// </summary>
/// <param name="Value">The 128 bits.</param>
public readonly record struct HistoryId(UInt128 Value) : IParsable<HistoryId>
{
    /// <summary>Length in bytes.</summary>
    public const int ByteLength = 16;

    /// <summary>A new history.</summary>
    public static HistoryId Create() => FromBytes(RandomNumberGenerator.GetBytes(ByteLength));

    /// <summary>Reads 16 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 16 bytes.</exception>
    public static HistoryId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The 16 bytes, most significant first.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[ByteLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Reads 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static HistoryId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not 32 hexadecimal digits. "
            + $"“{s}”须为 32 位十六进制数字。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HistoryId result)
    {
        UInt128 value = default;
        var valid = s is { Length: 32 } && UInt128.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        result = new HistoryId(value);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
