using System.Buffers.Text;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>A time in a token (NumericDate; RFC 7519, 2): seconds since 1970, with a fraction if it has one.</summary>
internal static class NumericDate
{
    private const double Most = 253_402_300_799; // the end of the year 9999

    /// <summary>Reads a JSON number.</summary>
    /// <returns>The time; null when it is no number, or not within the years 1 to 9999.</returns>
    internal static Instant? Read(ReadOnlySpan<byte> json)
    {
        if (!Utf8Parser.TryParse(json, out double seconds, out var used) || used != json.Length || Math.Abs(seconds) > Most) return null;
        return seconds < -62_135_596_800 ? null : NodaConstants.UnixEpoch + Duration.FromSeconds(seconds);
    }
}
