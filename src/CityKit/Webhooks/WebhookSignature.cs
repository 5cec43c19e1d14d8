using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace CityKit.Webhooks;

/// <summary>Signatures of Standard Webhooks (standardwebhooks.com), scheme v1: HMAC-SHA256 over id, time and body.</summary>
public static class WebhookSignature
{
    /// <summary>How far a receiver's clock may be from the time in the header.</summary>
    public static Duration Tolerance { get; } = Duration.FromMinutes(5);

    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const int ShortestSecret = 24;
    private const int LongestSecret = 64;

    /// <summary>The signature of one message.</summary>
    /// <param name="secret"><c>whsec_</c> and 24 to 64 bytes in base64.</param>
    /// <param name="id">The message's id, header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Seconds since 1970, header <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body as it is sent.</param>
    /// <returns>One entry of the header <c>webhook-signature</c>: <c>v1,</c> and base64.</returns>
    /// <exception cref="ArgumentException">The secret is not valid.</exception>
    public static string Sign(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(id);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, KeyOf(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return Version + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    /// <summary>Whether a message is from who has the secret, and not an old one; for receivers.</summary>
    /// <param name="secret">The secret that both have.</param>
    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>.</param>
    /// <param name="signatures">Header <c>webhook-signature</c>: one or several, with spaces between them.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="now">The receiver's time.</param>
    /// <exception cref="ArgumentException">The secret is not valid.</exception>
    public static bool Verify(string secret, string id, string timestamp, string signatures, ReadOnlySpan<byte> body, Instant now)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs((double)seconds - now.ToUnixTimeSeconds()) > Tolerance.TotalSeconds) return false;
        var expected = Encoding.ASCII.GetBytes(Sign(secret, id, seconds, body));
        return signatures.Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given)));
    }

    /// <exception cref="ArgumentException">The secret is not valid.</exception>
    internal static byte[] KeyOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length is >= ShortestSecret and <= LongestSecret
            ? key[..length]
            : throw new ArgumentException(
                $"A webhook's secret is '{SecretPrefix}' and {ShortestSecret} to {LongestSecret} random bytes in base64. "
                    + $"Webhook 密钥须为 {SecretPrefix} 加 {ShortestSecret} 至 {LongestSecret} 个随机字节的 base64。",
                nameof(secret));
    }
}
