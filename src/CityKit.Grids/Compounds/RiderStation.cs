using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>A place where riders stop, rest or hand over (骑手驿站).</summary>
/// <param name="Id">Its name within the compound.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Location">Where it is.</param>
public sealed record RiderStation(string Id, LocalizedText Name, GeoPoint Location);
