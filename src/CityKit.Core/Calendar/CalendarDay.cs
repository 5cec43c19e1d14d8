using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>One day the State Council's notice names: a day off, or a make-up working day (调休上班).</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">The holiday it belongs to, such as 春节.</param>
/// <param name="IsOff">Whether it is a day off.</param>
public sealed record CalendarDay(LocalDate Date, string Name, bool IsOff);
