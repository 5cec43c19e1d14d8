using System.Globalization;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Shell;

/// <summary>
/// How a person sees the desk: what their browser keeps in a cookie, and where the desk is. It goes from a page to what is live in it.
/// Formats are the desk's own, so that they are the same where an application runs without culture data.
/// </summary>
/// <param name="Base">The desk's address, with a slash at the end.</param>
/// <param name="Language">In which language.</param>
/// <param name="IsDark">Whether light on dark.</param>
public sealed record DeskView(string Base, DeskLanguage Language, bool IsDark)
{
    private static readonly LocalDateTimePattern Chinese = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'年'M'月'd'日' HH:mm");
    private static readonly LocalDateTimePattern English = LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu, HH:mm");
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    private static readonly string[] Sizes = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>The language's tag, for the page.</summary>
    public string Tag => Language == DeskLanguage.Chinese ? "zh-CN" : "en";

    /// <summary>A text in the person's language.</summary>
    public string Say(LocalizedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Language == DeskLanguage.Chinese ? text.Zh : text.En;
    }

    /// <summary>A text with values in it (<c>{0}</c>), which are formatted as in this language before.</summary>
    public string Say(LocalizedText text, params object[] values) => string.Format(CultureInfo.InvariantCulture, Say(text), values);

    /// <summary>The address of a page of the desk.</summary>
    /// <param name="page">The page without a slash before it, such as <c>duty?state=open</c>.</param>
    public string To(string page) => Base + page;

    /// <summary>A moment by the city's clock, to the minute.</summary>
    public string When(Instant at) => (Language == DeskLanguage.Chinese ? Chinese
        : English).Format(at.InZone(WorkCalendar.Zone).LocalDateTime);

    /// <summary>The time of day of a moment by the city's clock, to the second.</summary>
    public string TimeOf(Instant at) => Clock.Format(at.InZone(WorkCalendar.Zone).TimeOfDay);

    /// <summary>How long something takes, in its two largest units: 3 d 4 h, 12 min, 40 s.</summary>
    public string Length(Duration length)
    {
        var (days, hours, minutes, seconds) =
            (Math.Abs(length.Days), Math.Abs(length.Hours), Math.Abs(length.Minutes), Math.Abs(length.Seconds));
        return (days, hours, minutes) switch
        {
            ( > 0, _, _) => Two(days, Unit("天", "d"), hours, Unit("小时", "h")),
            (_, > 0, _) => Two(hours, Unit("小时", "h"), minutes, Unit("分钟", "min")),
            (_, _, > 0) => $"{minutes} {Unit("分钟", "min")}",
            _ => $"{seconds} {Unit("秒", "s")}",
        };
    }

    /// <summary>A number with its thousands set apart.</summary>
    public string Number(decimal number) => number.ToString("#,##0.###", CultureInfo.InvariantCulture);

    /// <summary>A number of bytes in its largest unit, with one digit behind the point.</summary>
    public string Size(long bytes)
    {
        var (size, unit) = ((decimal)bytes, 0);
        for (; size >= 1024 && unit < Sizes.Length - 1; unit++) size /= 1024;
        return $"{Number(Math.Round(size, 1))} {Sizes[unit]}";
    }

    private string Unit(string zh, string en) => Language == DeskLanguage.Chinese ? zh : en;

    private static string Two(int first, string firstUnit, int second, string secondUnit) =>
        second == 0 ? $"{first} {firstUnit}" : $"{first} {firstUnit} {second} {secondUnit}";
}
