using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Compounds;

/// <summary>A map of compounds (小区): place to compound to building. Immutable, lock-free, a question allocates nothing.</summary>
/// <remarks>Border points and overlaps as in <see cref="GridMap"/>, the lowest id first.</remarks>
public sealed class CompoundMap
{
    private readonly ShapeLocator locator;

    /// <summary>A map of compounds.</summary>
    /// <exception cref="ArgumentException">Two compounds have the same id.</exception>
    public CompoundMap(IEnumerable<Compound> compounds)
    {
        Compounds = [.. compounds.OrderBy(compound => compound.Id, StringComparer.Ordinal)];
        for (var i = 1; i < Compounds.Length; i++)
            if (Compounds[i - 1].Id == Compounds[i].Id)
                throw new ArgumentException($"Two compounds have the id {Compounds[i].Id}.", nameof(compounds));
        locator = new ShapeLocator([.. Compounds.Select(compound => ImmutableArray.Create(compound.Outline))]);
    }

    /// <summary>All compounds, by id.</summary>
    public ImmutableArray<Compound> Compounds { get; }

    /// <summary>The compound, and the building if any, that a place is in; false outside all compounds.</summary>
    public bool TryLocate(GeoPoint place, out CompoundPlace found)
    {
        var index = locator.Find(place);
        found = index < 0 ? default : new CompoundPlace(Compounds[index], Compounds[index].Locate(place));
        return index >= 0;
    }
}
