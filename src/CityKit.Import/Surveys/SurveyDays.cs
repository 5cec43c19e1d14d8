using System.Globalization;
using NodaTime;

namespace CityKit.Import.Surveys;

/// <summary>Days as people and spreadsheets write them (日期写法). Only what has one meaning: the year comes first, with four digits.</summary>
internal static class SurveyDays
{
    private const int FirstSerial = 29_221; // 1980-01-01; below it five digits are rather something else
    private const int LastSerial = 73_050; // 2099-12-31
    private static readonly LocalDate Serial0 = new(1899, 12, 30); // of the 1900 system, from 1 March 1900 on

    /// <summary>Whether a number is a spreadsheet's day of 1980 to 2099.</summary>
    internal static bool IsSerial(double number) => number is >= FirstSerial and < LastSerial + 1;

    /// <summary>
    /// The day of <c>20260301</c>, <c>2026-03-01</c>, <c>2026/3/1</c>, <c>2026.3.1</c>, <c>2026年3月1日</c> or a day number such as
    /// <c>46082</c>; a time of day behind it is passed over. Null for all else.
    /// </summary>
    internal static LocalDate? Parse(string text)
    {
        var day = WithoutTime(text);
        if (day.Length == 8 && day.All(char.IsAsciiDigit)) return Of(day[..4], day[4..6], day[6..]);
        if (day.EndsWith('日')) day = day[..^1];
        foreach (var (first, second) in new[] { ('-', '-'), ('/', '/'), ('.', '.'), ('年', '月') })
            if (day.Split(first, second) is [{ Length: 4 } year, { Length: 1 or 2 } month, { Length: 1 or 2 } last] && day[4] == first)
                return Of(year, month, last);
        var isNumber = double.TryParse(day, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return isNumber && IsSerial(number) ? Serial0.PlusDays((int)number) : null;
    }

    private static string WithoutTime(string text)
    {
        var at = text.IndexOfAny([' ', 'T']);
        return at > 0 && text.AsSpan(at + 1).IndexOfAnyExcept("0123456789:.+-Z ") < 0 && text.AsSpan(at).Contains(':') ? text[..at] : text;
    }

    private static LocalDate? Of(string year, string month, string day)
    {
        var (y, m, d) = (Number(year), Number(month), Number(day));
        if (y < 1 || m is < 1 or > 12 || d < 1) return null;
        return d <= CalendarSystem.Iso.GetDaysInMonth(y, m) ? new LocalDate(y, m, d) : null;
    }

    private static int Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
