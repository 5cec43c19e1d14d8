using System.Globalization;
using CityKit.Readings;
using NodaTime;

namespace CityKit.ReadingDesk;

/// <summary>Where a page begins: an hour and how many of its readings the page before had, or the time of a bucket.</summary>
internal readonly record struct ReadingCursor(Instant From, int Skip)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    internal static ReadingCursor? Parse(string text) => text.Split('~') is [var from, var skip]
        && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < MostMilliseconds
        && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new ReadingCursor(Instant.FromUnixTimeMilliseconds(ms), count)
            : null;

    internal static ReadingCursor Of(ReadingHour hour, int skip) => new(hour.Begin, skip);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.ToUnixTimeMilliseconds()}~{Skip}");

    private const long MostMilliseconds = 10_000_000_000_000;
}
