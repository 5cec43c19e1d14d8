using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>A parking bay (车位).</summary>
/// <param name="Id">Its number within the compound, such as <c>B-017</c>.</param>
/// <param name="Location">Where it is.</param>
/// <param name="HasCharger">Whether a car can be charged there (充电车位).</param>
public sealed record ParkingBay(string Id, GeoPoint Location, bool HasCharger);
