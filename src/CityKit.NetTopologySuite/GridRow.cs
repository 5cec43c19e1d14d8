using NetTopologySuite.Geometries;

namespace CityKit.NetTopologySuite;

/// <summary>A grid as a row of a table, such as one of PostGIS (网格行).</summary>
/// <param name="Code">The code in its scheme.</param>
/// <param name="Name">The name; may be empty.</param>
/// <param name="Shape">A polygon or multi-polygon, SRID 4326, 4490 or 0 for not stated; x is the longitude.</param>
public sealed record GridRow(string Code, string Name, Geometry Shape);
