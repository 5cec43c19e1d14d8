using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>An entrance of a building (单元), with the door people use.</summary>
/// <param name="Id">Its name within the building, such as <c>1</c>.</param>
/// <param name="Name">Its name for people, such as 1单元.</param>
/// <param name="Location">Where the door is.</param>
/// <param name="Address">The standard address (标准地址) as text; may be empty.</param>
public sealed record Entrance(string Id, LocalizedText Name, GeoPoint Location, string Address)
{
    /// <summary>Its standard-address code (标准地址编码) as the city gives it; empty when not known.</summary>
    public string AddressCode { get; init; } = "";

    /// <summary>Its floors, from the lowest; empty when not surveyed.</summary>
    public ImmutableArray<Floor> Floors { get; init; } = [];

    /// <summary>The dwelling of a name, or null.</summary>
    public Dwelling? FindDwelling(string id) => Floors.SelectMany(floor => floor.Dwellings).FirstOrDefault(dwelling => dwelling.Id == id);
}
