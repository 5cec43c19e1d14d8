using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Maps.Pictures;

/// <summary>A border with a name (界线), such as that of a district.</summary>
/// <param name="Name">The name; both texts may be empty.</param>
/// <param name="Polygons">What it goes around.</param>
public sealed record MapOutline(LocalizedText Name, ImmutableArray<GeoPolygon> Polygons);
