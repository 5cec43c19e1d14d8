using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Grids;

/// <summary>Days in configuration texts.</summary>
internal static class ConfigDays
{
    private static readonly LocalizedText Allowed = new("日期，如 2026-07-01", "a day such as 2026-07-01");

    /// <summary>The members <c>from</c> and <c>until</c>; either may be absent.</summary>
    internal static Validity ReadValidity(ConfigReader reader)
    {
        var valid = new Validity(Day(reader, "from"), Day(reader, "until"));
        if (!valid.IsPossible) reader.Reject("until", new("from 之后的日期", "a day after 'from'"));
        return valid;
    }

    private static LocalDate? Day(ConfigReader reader, string name)
    {
        if (reader.TextOrNull(name, 10) is not { } text) return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        if (!parsed.Success) reader.Reject(name, Allowed);
        return parsed.Success ? parsed.Value : null;
    }
}
