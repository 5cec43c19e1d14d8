using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>A building of a compound (楼栋).</summary>
/// <param name="Id">Its name within the compound, such as <c>3</c>.</param>
/// <param name="Name">Its name for people, such as 3号楼.</param>
/// <param name="Outline">Its footprint.</param>
/// <param name="Storeys">Storeys above ground (地上层数); 0 when not known.</param>
/// <param name="Address">The standard address (标准地址) as text; may be empty.</param>
/// <param name="Entrances">Its entrances (单元).</param>
public sealed record Building(string Id, LocalizedText Name, GeoPolygon Outline, int Storeys, string Address,
    ImmutableArray<Entrance> Entrances)
{
    /// <summary>Its standard-address code (标准地址编码) as the city gives it; empty when not known.</summary>
    public string AddressCode { get; init; } = "";

    /// <summary>Its lifts (电梯).</summary>
    public ImmutableArray<Lift> Lifts { get; init; } = [];

    /// <summary>The entrance of a name, or null.</summary>
    public Entrance? FindEntrance(string id) => Entrances.FirstOrDefault(entrance => entrance.Id == id);
}
