using System.Collections.Immutable;
using NodaTime;

namespace CityKit.Contacts;

/// <summary>Who serves an audience, and when (排班).</summary>
/// <param name="Audience">The audience, without <c>role:</c>.</param>
/// <param name="Scope">Where it counts.</param>
/// <param name="Weekly">The shifts of each week.</param>
/// <param name="Exceptions">Dates whose shifts are others: they take the place of the week's.</param>
public sealed record Duty(string Audience, DutyScope Scope,
    ImmutableArray<Shift> Weekly, ImmutableDictionary<LocalDate, ImmutableArray<Shift>> Exceptions)
{
    /// <summary>The ids of those who are on duty at a local time, each once.</summary>
    public IReadOnlyList<string> OnDuty(LocalDateTime at) =>
        [.. ((LocalDate[])[at.Date, at.Date.PlusDays(-1)]) // a shift of yesterday may go over midnight
            .SelectMany(date => Beginning(date).Where(shift => shift.Holds(date, at)))
            .SelectMany(shift => shift.People).Distinct()];

    private IEnumerable<Shift> Beginning(LocalDate date) => Exceptions.TryGetValue(date, out var others)
        ? others
        : Weekly.Where(shift => shift.Days.Contains(date.DayOfWeek));
}
