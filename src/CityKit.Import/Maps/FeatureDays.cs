using CityKit.Grids;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Import.Maps;

/// <summary>The days of a feature: YYYY-MM-DD, or YYYYMMDD as the standards write them.</summary>
internal static class FeatureDays
{
    private static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    internal static bool TryRead(FeatureParts parts, out Validity valid)
    {
        var right = TryDay(parts.From, out var from) & TryDay(parts.Until, out var until);
        valid = new Validity(from, until);
        return right && valid.IsPossible;
    }

    private static bool TryDay(string? text, out LocalDate? day)
    {
        day = null;
        if (string.IsNullOrEmpty(text)) return true;
        var parsed = (text.Length == 8 ? Compact : LocalDatePattern.Iso).Parse(text);
        if (parsed.Success) day = parsed.Value;
        return parsed.Success;
    }
}
