using NodaTime;

namespace CityKit.Grids.Maps;

/// <summary>Days as numbers in a saved map: days since 1970; the lowest number for none.</summary>
internal static class MapFileDay
{
    private const int None = int.MinValue;
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private static readonly int First = Period.DaysBetween(Epoch, new LocalDate(1, 1, 1));
    private static readonly int Last = Period.DaysBetween(Epoch, new LocalDate(9999, 12, 31));

    internal static int ToNumber(LocalDate? day) => day is { } known ? Period.DaysBetween(Epoch, known) : None;

    internal static bool TryDay(int number, out LocalDate? day)
    {
        day = number >= First && number <= Last ? Epoch.PlusDays(number) : null;
        return day is not null || number == None;
    }
}
