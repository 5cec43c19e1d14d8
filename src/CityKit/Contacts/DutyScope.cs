using CityKit.Cases;

namespace CityKit.Contacts;

/// <summary>Where a duty counts: everywhere, in grids whose code begins so, or in one compound.</summary>
/// <param name="Grid">The first digits of a unit grid's code; null for any.</param>
/// <param name="Compound">A compound; null for any.</param>
public sealed record DutyScope(string? Grid, string? Compound)
{
    internal int Narrowness => Compound is not null ? int.MaxValue : Grid?.Length ?? 0;

    internal bool Holds(WorkPlace place) => (Compound is null || Compound == place.Compound)
        && (Grid is null || place.Grid?.StartsWith(Grid, StringComparison.Ordinal) == true);
}
