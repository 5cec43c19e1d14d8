using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Mapping;
using NodaTime;

namespace CityKit.AspNetCore.Vendors;

/// <summary>Whether a message is the vendor's: by signature or key, compared in constant time.</summary>
internal static class FeedGuard
{
    private const double MostSeconds = 1e11; // a number beyond it is in milliseconds

    /// <param name="check">How it is shown.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="shown">What the header or parameter says; empty when it is missing.</param>
    /// <param name="signedAt">What the header with the time says; empty when it is missing.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="now">The hub's clock.</param>
    /// <returns>Why it is refused; null when it is the vendor's.</returns>
    internal static Refusal? Check(
        FeedCheck check, ReadOnlySpan<byte> secret, string shown, string signedAt, ReadOnlySpan<byte> body, Instant now)
    {
        if (!shown.StartsWith(check.Prefix, StringComparison.Ordinal)) return NotShown(check);
        var proof = shown[check.Prefix.Length..];
        if (check.Kind != FeedCheckKind.Hmac) return IsSame(Encoding.UTF8.GetBytes(proof), secret) ? null : NotShown(check);
        if (check.TimeHeader is not null && !IsNear(signedAt, now, check.Tolerance)) return Stale(check, signedAt, now);
        return CryptographicOperations.FixedTimeEquals(Decode(proof, check.IsBase64), Sign(check, secret, signedAt, body))
            ? null : NotShown(check);
    }

    /// <summary>By hashes, so that the time it takes does not depend on how long either is.</summary>
    private static bool IsSame(ReadOnlySpan<byte> shown, ReadOnlySpan<byte> secret) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(shown), SHA256.HashData(secret));

    private static byte[] Sign(FeedCheck check, ReadOnlySpan<byte> secret, string signedAt, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        if (check.TimeHeader is not null) hash.AppendData(Encoding.UTF8.GetBytes($"{signedAt}."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static byte[] Decode(string text, bool isBase64)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        var isWhole = isBase64
            ? Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length
            : text.Length == 2 * bytes.Length
              && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        return isWhole ? bytes : [];
    }

    private static bool IsNear(string text, Instant now, Duration tolerance)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        var seconds = number < MostSeconds ? number : number / 1000.0;
        return Math.Abs(seconds - now.ToUnixTimeTicks() / (double)NodaConstants.TicksPerSecond) <= tolerance.TotalSeconds;
    }

    private static Refusal NotShown(FeedCheck check) => Refusal.Of("no-key",
        $"The {Word(check)} in '{check.Name}' is missing or is not this feed's.", $"“{check.Name}”中缺少本来源的签名或密钥，或不正确。");

    private static Refusal Stale(FeedCheck check, string found, Instant now) => Refusal.Of("no-key",
        $"'{check.TimeHeader}' is '{found}'; it must be within {check.Tolerance} of the hub's time {now}: check the sender's clock.",
        $"“{check.TimeHeader}”为“{found}”，须在中枢时间 {now} 前后 {check.Tolerance} 以内；请校准发送方时钟。");

    private static string Word(FeedCheck check) => check.Kind == FeedCheckKind.Hmac ? "signature" : "key";
}
