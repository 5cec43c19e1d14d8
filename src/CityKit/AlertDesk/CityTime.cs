using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.AlertDesk;

/// <summary>Writes moments for people: date and minute by the city's clock.</summary>
internal static class CityTime
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>The moment; a hyphen for none.</summary>
    internal static string Of(Instant? at) => at is { } moment ? Pattern.Format(moment.InZone(WorkCalendar.Zone).LocalDateTime) : "-";
}
