using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Sensors.Mapping;

/// <summary>When something was measured, as the vendor writes it.</summary>
/// <param name="Text">What the vendor writes.</param>
/// <param name="Format">How.</param>
/// <param name="Zone">The zone of local times.</param>
internal sealed record MappedTime(MappedText Text, FeedTimeFormat Format, Lazy<DateTimeZone> Zone)
{
    private const decimal MostTicks = 1e17m; // the year 2286; a number of the other unit does not leave the calendar
    private static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFF");
    private static readonly LocalDateTimePattern Digits = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMddHHmmss");
    private static readonly InstantPattern Basic = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    internal static (string Word, FeedTimeFormat Value)[] Words { get; } =
    [
        ("iso", FeedTimeFormat.Iso), ("unix-s", FeedTimeFormat.UnixSeconds), ("unix-ms", FeedTimeFormat.UnixMilliseconds),
        ("local", FeedTimeFormat.Local), ("local-digits", FeedTimeFormat.LocalDigits), ("basic", FeedTimeFormat.Basic),
    ];

    internal string Allowed => $"a time of the format '{Words.First(known => known.Value == Format).Word}' between 2000 and 2200";

    /// <summary>The moment; null when the text is not one.</summary>
    internal Instant? InstantOf(string text) => Read(text) is { } at && at >= Earliest && at < Latest ? at : null;

    private Instant? Read(string text) => Format switch
    {
        FeedTimeFormat.UnixSeconds => After1970(text, NodaConstants.TicksPerSecond),
        FeedTimeFormat.UnixMilliseconds => After1970(text, NodaConstants.TicksPerMillisecond),
        FeedTimeFormat.Local => In(Local.Parse(text)),
        FeedTimeFormat.LocalDigits => In(Digits.Parse(text)),
        FeedTimeFormat.Basic => Basic.Parse(text) is { Success: true } read ? read.Value : null,
        _ => OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } read ? read.Value.ToInstant() : null,
    };

    private static Instant? After1970(string text, long unitTicks) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number * unitTicks < MostTicks ? NodaConstants.UnixEpoch.PlusTicks((long)(number * unitTicks)) : null;

    private Instant? In(ParseResult<LocalDateTime> read) => read.Success ? read.Value.InZoneLeniently(Zone.Value).ToInstant() : null;
}
