using System.Globalization;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Credentials.Tokens;

/// <summary>The times of a token (RFC 7519, 2, NumericDate): seconds since 1970, which may have a fraction.</summary>
internal static class NumericDate
{
    private const decimal LatestSecond = 253402300799; // the end of the year 9999

    /// <summary>Reads a claim; a number that is none of these years is no date.</summary>
    internal static bool TryRead(JsonValue value, out Instant at)
    {
        at = default;
        if (value.Kind != JsonKind.Number || !decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (seconds is < 0 or > LatestSecond) return false;
        at = Instant.FromUnixTimeSeconds((long)seconds).PlusNanoseconds((long)((seconds - decimal.Truncate(seconds)) * NodaConstants.NanosecondsPerSecond));
        return true;
    }
}
