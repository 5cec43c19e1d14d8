using System.Security.Cryptography;
using System.Text;

namespace CityKit.Edge.Channels;

/// <summary>What is reported of one scanned code (扫码结果): never the code itself.</summary>
/// <param name="Digest">The first 16 bytes of HMAC-SHA-256 of the code under the salt, as 32 hexadecimal digits; empty when it was
/// refused.</param>
/// <param name="Prefix">The stated prefix that it begins with; empty for none.</param>
/// <param name="Characters">How long it is.</param>
/// <param name="Refused">Why it was refused: <c>too-long</c>, <c>not-text</c>, <c>characters</c>, <c>prefix</c>; null when it was
/// taken.</param>
public sealed record ScannedCode(string Digest, string Prefix, int Characters, string? Refused)
{
    private const int DigestBytes = 16;

    /// <summary>The digest of a code, for comparing with what a device reported.</summary>
    /// <param name="code">The code.</param>
    /// <param name="salt">The bytes of the device's salt file.</param>
    public static string DigestOf(string code, ReadOnlySpan<byte> salt) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(code)).AsSpan(0, DigestBytes));

    /// <summary>Nothing of a code but why it was not taken.</summary>
    internal static ScannedCode Refuse(string why) => new("", "", 0, why);
}
