using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Desk.Words;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Cockpit;

/// <summary>What the address of the cockpit asks for.</summary>
/// <param name="Period">Which period.</param>
/// <param name="Days">Its days.</param>
/// <param name="Area">The first digits of the unit grid: a district, street or community; null for the whole city.</param>
/// <param name="Body">One body; null for all.</param>
/// <param name="IsWall">Whether it is for a wall.</param>
/// <param name="Page">Which page of a wall, from 1.</param>
public sealed record CockpitQuery(CockpitPeriod Period, CockpitDays Days, string? Area, string? Body, bool IsWall, int Page)
{
    private const int MaxBody = 200;

    /// <summary>What in the address cannot be followed; null for nothing.</summary>
    public LocalizedText? Wrong { get; private init; }

    /// <summary>Reads an address; what cannot be read is said in <see cref="Wrong"/>.</summary>
    internal static CockpitQuery Read(string? query, Instant now)
    {
        var (given, today) = (QueryHelpers.ParseQuery(query), now.InZone(WorkCalendar.Zone).Date);
        var isPeriod = Enum.TryParse<CockpitPeriod>(Of("period") ?? "week", ignoreCase: true, out var period) && Enum.IsDefined(period);
        if (!isPeriod) period = CockpitPeriod.Week;
        var custom = period == CockpitPeriod.Custom ? Custom(Of("from"), Of("until")) : null;
        var area = Of("area") is { } digits && digits.Length is >= 2 and <= 15 && digits.All(char.IsAsciiDigit) ? digits : null;
        _ = int.TryParse(Of("page"), System.Globalization.CultureInfo.InvariantCulture, out var page);
        return new CockpitQuery(period, custom ?? CockpitDays.Of(period, today), area,
            Of("body") is { Length: <= MaxBody } body ? body : null, Of("wall") == "1", Math.Max(1, page))
        {
            Wrong = !isPeriod ? CockpitWords.NoPeriod(Of("period")!)
                : period == CockpitPeriod.Custom && custom is null ? CockpitWords.NoDays(Of("from"), Of("until"), CockpitDays.Most)
                : area is null && Of("area") is { } unknown ? CockpitWords.NoArea(unknown)
                : null,
        };

        string? Of(string name) => given.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The page of the desk with this address, without its base.</summary>
    internal string ToPage()
    {
        IEnumerable<(string Name, string? Value)> all =
        [
            ("period", Period == CockpitPeriod.Week ? null : Period.ToString().ToLowerInvariant()),
            ("from", Period == CockpitPeriod.Custom ? LocalDatePattern.Iso.Format(Days.First) : null),
            ("until", Period == CockpitPeriod.Custom ? LocalDatePattern.Iso.Format(Days.End.PlusDays(-1)) : null),
            ("area", Area), ("body", Body), ("wall", IsWall ? "1" : null), ("page", IsWall && Page > 1 ? $"{Page}" : null),
        ];
        var given = all.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}");
        return string.Join('&', given) is { Length: > 0 } text ? $"cockpit?{text}" : "cockpit";
    }

    private static CockpitDays? Custom(string? from, string? until) =>
        LocalDatePattern.Iso.Parse(from ?? "") is { Success: true, Value: var first }
        && LocalDatePattern.Iso.Parse(until ?? "") is { Success: true, Value: var last }
        && first <= last && NodaTime.Period.DaysBetween(first, last) < CockpitDays.Most
            ? new CockpitDays(first, last.PlusDays(1)) : null;
}
