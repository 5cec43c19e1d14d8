using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CityKit.AlertDesk;

/// <summary>
/// A lead's identity: the first 128 bits of SHA-256 of its cause, so that every replay gives the same one. <c>default</c> is all zeros,
/// the identity of no lead.
/// </summary>
/// <param name="Value">The 128 bits.</param>
public readonly record struct LeadId(UInt128 Value) : IParsable<LeadId>
{
    /// <summary>The lead that this cause gives.</summary>
    public static LeadId FromCause(string cause) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(cause))));

    /// <summary>Reads 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static LeadId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id
            : throw new FormatException($"'{s}' is no lead id: 32 hexadecimal digits. “{s}”不是线索标识，应为 32 位十六进制数字。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LeadId result)
    {
        UInt128 value = default;
        var valid = s is { Length: 32 } && UInt128.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        result = new LeadId(value);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
