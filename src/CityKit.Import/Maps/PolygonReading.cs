using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>Makes polygons of a feature's shape; null with what is wrong with it.</summary>
internal delegate List<GeoPolygon>? PolygonReading(PlaceConversion convert, out GeometryProblem wrong);
