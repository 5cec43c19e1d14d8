using NodaTime;
using NodaTime.Text;

namespace CityKit.Grids;

/// <summary>
/// The days something holds (有效期): from a day on, until another day, which is the first it no longer holds. <c>default</c> is always.
/// </summary>
/// <param name="From">The first day; null when it has always held, or the day is not known.</param>
/// <param name="Until">The first day on which it no longer holds; null while it does.</param>
public readonly record struct Validity(LocalDate? From, LocalDate? Until)
{
    /// <summary>All days.</summary>
    public static Validity Always => default;

    /// <summary>Whether it holds on at least one day.</summary>
    public bool IsPossible => From is null || Until is null || From < Until;

    /// <summary>Whether it holds on a day.</summary>
    public bool Contains(LocalDate day) => (From is null || From <= day) && (Until is null || day < Until);

    /// <summary>Whether there is a day on which both hold.</summary>
    public bool Overlaps(Validity other) =>
        IsPossible && other.IsPossible && (From is null || other.Until is null || From < other.Until)
            && (other.From is null || Until is null || other.From < Until);

    /// <summary>"from..until", either side empty when it is open.</summary>
    public override string ToString() => $"{Text(From)}..{Text(Until)}";

    private static string Text(LocalDate? day) => day is { } known ? LocalDatePattern.Iso.Format(known) : "";
}
