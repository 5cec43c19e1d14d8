using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>
/// Working hours of a part of each year (冬夏作息), such as a summer with a longer lunch: they replace the usual ones on its working days.
/// </summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day; before <paramref name="From"/> for a season over the turn of the year.</param>
/// <param name="Hours">The working hours of its working days.</param>
public sealed record WorkSeason(AnnualDate From, AnnualDate To, WorkHours Hours)
{
    /// <summary>Whether a day is in the season.</summary>
    public bool Contains(LocalDate date) => Contains(new AnnualDate(date.Month, date.Day));

    /// <summary>Whether two seasons share a day.</summary>
    public bool Overlaps(WorkSeason other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Contains(other.From) || other.Contains(From);
    }

    private bool Contains(AnnualDate day) => From <= To ? From <= day && day <= To : day >= From || day <= To;
}
