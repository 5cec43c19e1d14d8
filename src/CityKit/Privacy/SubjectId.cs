using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace CityKit.Privacy;

/// <summary>
/// Who personal data is about (个人信息主体): a person or a household, as 128 random bits, written as <c>s-</c> and 32 lower-case hexadecimal
/// digits. In the journal, in documents and in exports it stands for the account or the reference that the caller gave; once the subject
/// is erased, nothing says whose it was. <c>default</c> is all zeros, nobody.
/// </summary>
/// <param name="Value">The 128 bits.</param>
public readonly record struct SubjectId(UInt128 Value) : IParsable<SubjectId>
{
    /// <summary>Length in bytes.</summary>
    public const int ByteLength = 16;

    private const string Prefix = "s-";

    /// <summary>A new subject.</summary>
    public static SubjectId Create() => FromBytes(RandomNumberGenerator.GetBytes(ByteLength));

    /// <summary>Reads 16 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 16 bytes.</exception>
    public static SubjectId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The 16 bytes, most significant first.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[ByteLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Reads <c>s-</c> and 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static SubjectId Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException($"'{s}' is no subject: 's-' and 32 hexadecimal digits. “{s}”不是主体编号，应为 s- 加 32 位十六进制数字。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SubjectId result)
    {
        UInt128 value = default;
        var valid = s is { Length: 34 } && s.StartsWith(Prefix, StringComparison.Ordinal)
            && UInt128.TryParse(s.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        result = new SubjectId(value);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Prefix + Value.ToString("x32", CultureInfo.InvariantCulture);
}
