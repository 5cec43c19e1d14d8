using System.Globalization;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Credentials.Tokens;

/// <summary>The times of a token (RFC 7519, 2, NumericDate): seconds since 1970, which may have a fraction.</summary>
internal static class NumericDate
{
    private const decimal LatestSecond = 253402300799; // the end of the year 9999

    /// <summary>Reads a claim; a number that is not one of these years is no date.</summary>
    internal static bool TryRead(JsonValue value, out Instant at)
    {
        at = default;
        return value.Kind == JsonKind.Number && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture,
            out var seconds)
            && TryConvert(seconds, out at);
    }

    /// <summary>Reads a JSON number in UTF-8.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> number, out Instant at)
    {
        at = default;
        return decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && TryConvert(seconds, out at);
    }

    private static bool TryConvert(decimal seconds, out Instant at)
    {
        at = default;
        if (seconds is < 0 or > LatestSecond) return false;
        var whole = decimal.Truncate(seconds);
        at = Instant.FromUnixTimeSeconds((long)whole).PlusNanoseconds((long)((seconds - whole) * NodaConstants.NanosecondsPerSecond));
        return true;
    }
}
