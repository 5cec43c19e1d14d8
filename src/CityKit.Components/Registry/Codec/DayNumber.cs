using NodaTime;

namespace CityKit.Components.Registry.Codec;

/// <summary>A day as yyyymmdd in one number, as the standard writes it.</summary>
internal static class DayNumber
{
    internal static long Of(LocalDate day) => day.Year * 10_000L + day.Month * 100 + day.Day;

    internal static bool TryRead(long number, out LocalDate day)
    {
        var (year, month, date) = ((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
        var valid = number is > 0 and < 100_000_000 && year > 0 && month is >= 1 and <= 12 && date >= 1
            && date <= CalendarSystem.Iso.GetDaysInMonth(year, month);
        day = valid ? new LocalDate(year, month, date) : default;
        return valid;
    }
}
