using CityKit.Client.Chains;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Why;

/// <summary>One day of a calendar strip.</summary>
/// <param name="Title">The date, the day of the week, the holiday.</param>
/// <param name="IsWork">Whether it is a working day.</param>
/// <param name="Bars">What is drawn of it, as shares of the day.</param>
/// <param name="Count">How much of it counts, in words.</param>
internal sealed record StripDay(string Title, bool IsWork, IReadOnlyList<StripBar> Bars, string Count)
{
    private static readonly LocalizedText[] Weekdays =
        [new("周一", "Mon"), new("周二", "Tue"), new("周三", "Wed"), new("周四", "Thu"), new("周五", "Fri"), new("周六", "Sat"), new("周日", "Sun")];

    internal static StripDay Of(LinkDay day, LinkClock clock, DeskView view)
    {
        var date = LocalDatePattern.Iso.Parse(day.Date).GetValueOrThrow();
        var counted = day.Spans.Select(span => Cut(span, clock)).OfType<Interval>().ToList();
        var sum = counted.Aggregate(Duration.Zero, (all, one) => all + one.Duration);
        var begin = date.AtStartOfDayInZone(WorkCalendar.Zone).ToInstant();
        return new StripDay(TitleOf(date, day, view), day.Work,
            [.. day.Spans.Select(span => StripBar.Of("why-span", new Interval(span.From, span.To), begin)),
                .. counted.Select(span => StripBar.Of("why-counted", span, begin))],
            !day.Work ? view.Say(WhyWords.Rest) : sum == Duration.Zero ? view.Say(WhyWords.NoCount)
                : view.Say(WhyWords.Counted, view.Length(sum)));
    }

    /// <summary>What of a span is between start and deadline, pauses left out.</summary>
    private static Interval? Cut(LinkSpan span, LinkClock clock)
    {
        var (from, to) = (Instant.Max(span.From, clock.StartedAt), clock.Deadline is { } due ? Instant.Min(span.To, due) : span.To);
        foreach (var pause in clock.Adjustments.Where(adjustment => adjustment.Extension is null))
        {
            var end = pause.To ?? Instant.MaxValue;
            if (pause.From <= from && end > from) from = Instant.Min(end, to);
            else if (pause.From > from && pause.From < to && end >= to) to = pause.From;
        }
        return from < to ? new Interval(from, to) : null;
    }

    private static string TitleOf(LocalDate date, LinkDay day, DeskView view)
    {
        var isNamed = day.Name is not null;
        var name = !isNamed ? "" : day.Work ? $" {view.Say(WhyWords.MadeUp)}" : $" {day.Name}";
        return $"{date.Month}/{date.Day} {view.Say(Weekdays[(int)date.DayOfWeek - 1])}{name}";
    }
}
