using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Compounds;

/// <summary>A map that says which compound (小区) and which building a place is in.</summary>
/// <remarks>
/// Build it from the compounds' files and keep it. It is immutable: any number of threads may ask at once, and a question allocates
/// nothing. Border points and overlaps are as in <see cref="GridMap"/>, the lowest id first. It finds no dwelling: floors and doors have no
/// outline.
/// </remarks>
/// <example><code>
/// var survey = CompoundSurvey.Read(File.ReadAllBytes("haitang.compound.json"), out var errors)
///     ?? throw new InvalidDataException(errors.ToString());
/// var map = new CompoundMap([survey.Compound]);
/// if (map.TryLocate(GeoPoint.FromDegrees(120.415, 36.065), out var found))
///     Console.WriteLine($"{found.Compound.Name.Zh} {found.Building?.Id ?? "in the open"}");
/// </code></example>
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
