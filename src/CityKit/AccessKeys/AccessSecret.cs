using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CityKit.AccessKeys;

/// <summary>The text that a person or system shows to be let in (访问密钥): <c>ck_ID_SECRET</c>, known to its owner alone.</summary>
public static class AccessSecret
{
    private const string Prefix = "ck_";
    private const int IdBytes = 6;
    private const int SecretBytes = 32;

    /// <summary>Makes a new one: an id of 12 hexadecimal digits, which is public, and 32 random bytes in base64url.</summary>
    public static string Create() => $"{Prefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}"
        + $"_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>The id of the key that a text belongs to; of a text of another form it is made from the text's hash.</summary>
    public static string IdOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var end = Prefix.Length + 2 * IdBytes;
        var isMade = secret.StartsWith(Prefix, StringComparison.Ordinal) && secret.Length > end && secret[end] == '_';
        return isMade ? secret[Prefix.Length..end] : Convert.ToHexStringLower(HashOf(secret).AsSpan(0, IdBytes));
    }

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
