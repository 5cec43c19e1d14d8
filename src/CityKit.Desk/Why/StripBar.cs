using NodaTime;

namespace CityKit.Desk.Why;

/// <summary>A stretch of a day that is drawn.</summary>
/// <param name="Class">How.</param>
/// <param name="From">Where it begins, 0 to 1 of the day.</param>
/// <param name="To">Where it ends.</param>
internal sealed record StripBar(string Class, double From, double To)
{
    internal static StripBar Of(string style, Interval span, Instant day) =>
        new(style, (span.Start - day) / Duration.FromDays(1), (span.End - day) / Duration.FromDays(1));
}
