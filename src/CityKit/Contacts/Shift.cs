using System.Collections.Immutable;
using NodaTime;

namespace CityKit.Contacts;

/// <summary>People on duty for a part of a day (班次).</summary>
/// <param name="Days">On which days of the week it begins; of no meaning for a dated exception.</param>
/// <param name="From">When it begins, local time.</param>
/// <param name="Until">When it ends, local time; on the next day when it is not after <paramref name="From"/>.</param>
/// <param name="People">Their ids.</param>
public sealed record Shift(ImmutableHashSet<IsoDayOfWeek> Days, LocalTime From, LocalTime Until, ImmutableArray<string> People)
{
    /// <summary>Whether a shift that begins on a date holds a moment.</summary>
    internal bool Holds(LocalDate date, LocalDateTime at)
    {
        var start = date.At(From);
        return at >= start && at < start + DailySpan.LengthOf(From, Until);
    }
}
