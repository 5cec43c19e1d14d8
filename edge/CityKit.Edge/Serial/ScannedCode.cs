using System.Security.Cryptography;
using System.Text;

namespace CityKit.Edge.Serial;

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

    /// <summary>What is reported of a line that came. Pure.</summary>
    internal static ScannedCode Of(SerialText line, CodeScannerOptions options, ReadOnlySpan<byte> salt)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (line.Problem is { } problem) return Refuse(problem);
        if (line.Text.Length > options.MaxCharacters) return Refuse("too-long");
        if (!IsPrintable(line.Text)) return Refuse("characters");
        var prefix = options.Prefixes.Where(p => line.Text.StartsWith(p, StringComparison.Ordinal)).MaxBy(p => p.Length) ?? "";
        if (prefix.Length == 0 && options.Prefixes.Count > 0) return Refuse("prefix");
        return new ScannedCode(DigestOf(line.Text, salt), prefix, line.Text.Length, null);
    }

    /// <summary>The digest of a code, for comparing with what a device reported.</summary>
    /// <param name="code">The code.</param>
    /// <param name="salt">The bytes of the device's salt file.</param>
    public static string DigestOf(string code, ReadOnlySpan<byte> salt) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(code)).AsSpan(0, DigestBytes));

    /// <summary>Printable ASCII.</summary>
    internal static bool IsPrintable(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;

    private static ScannedCode Refuse(string why) => new("", "", 0, why);
}
