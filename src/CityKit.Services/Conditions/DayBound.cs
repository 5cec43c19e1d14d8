using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityKit.Core;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Services.Conditions;

/// <summary>
/// A day in a condition (日期): <c>2026-03-02</c>, <c>today</c>, <c>today + 30 days</c>, <c>today - 18 years</c>; also months.
/// </summary>
internal readonly record struct DayBound : IParsable<DayBound>
{
    internal static LocalizedText Allowed { get; } =
        new("日期，如 2026-03-02、today、'today + 30 days' 或 'today - 18 years'",
            "a day such as 2026-03-02, today, 'today + 30 days' or 'today - 18 years'");
    private const int MostUnits = 10_000;
    private readonly LocalDate? day;
    private readonly Period? after;

    private DayBound(LocalDate? day, Period? after) => (this.day, this.after) = (day, after);

    internal LocalDate On(LocalDate today) => day ?? today + (after ?? Period.Zero);

    public static DayBound Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var bound) ? bound : throw new FormatException($"'{s}' is not {Allowed.En}. “{s}”应为{Allowed.Zh}。");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DayBound result)
    {
        result = default;
        if (s is null) return false;
        if (LocalDatePattern.Iso.Parse(s).TryGetValue(default, out var day)) result = new DayBound(day, null);
        else if (TryRelative(s, out var after)) result = new DayBound(null, after);
        else return false;
        return true;
    }

    private static bool TryRelative(string text, out Period after)
    {
        after = Period.Zero;
        if (text == "today") return true;
        if (text.Split(' ') is not ["today", "+" or "-", var number, var unit]) return false;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostUnits) return false;
        var signed = text[6] == '-' ? -count : count;
        after = unit switch
        {
            "day" or "days" => Period.FromDays(signed),
            "month" or "months" => Period.FromMonths(signed),
            _ => Period.FromYears(count <= 200 ? signed : 0),
        };
        return unit is "day" or "days" or "month" or "months" || (unit is "year" or "years" && count <= 200);
    }
}
