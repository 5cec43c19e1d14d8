using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>The grid nearest to a place (最近网格). <c>default</c> has no grid.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Metres">How far its border is; 0 when the place is in it.</param>
/// <param name="Border">The nearest point of its border; the place itself when it is in it.</param>
public readonly record struct NearestGrid(Grid Grid, double Metres, GeoPoint Border);
