using System.Collections.Immutable;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Maps;
using NetTopologySuite.Geometries;

namespace CityKit.NetTopologySuite;

/// <summary>
/// CityKit's places and areas as geometries of NetTopologySuite: SRID 4326, x is the longitude, y the latitude, both in degrees, the
/// numbers as they are.
/// </summary>
public static class GeometryExtensions
{
    /// <summary>The SRID of all geometries given here: WGS84, which for city work equals CGCS2000 (4490).</summary>
    public const int Srid = 4326;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), Srid);

    /// <summary>A point.</summary>
    public static Point ToGeometry(this GeoPoint point) => Factory.CreatePoint(ToCoordinate(point));

    /// <summary>A polygon with its holes; its rings run as they do.</summary>
    public static Polygon ToGeometry(this GeoPolygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        return Factory.CreatePolygon(ToRing(polygon.Outer), [.. polygon.Holes.Select(ToRing)]);
    }

    /// <summary>
    /// A box as a polygon, counter-clockwise; one without width or height is a line or point, as <see
    /// cref="GeometryFactory.ToGeometry(Envelope)"/> makes it.
    /// </summary>
    public static Geometry ToGeometry(this GeoBox box) => Factory.ToGeometry(ToEnvelope(box));

    /// <summary>A box as an envelope.</summary>
    public static Envelope ToEnvelope(this GeoBox box) => new(box.West, box.East, box.South, box.North);

    /// <summary>What a grid covers: a polygon, or a multi-polygon where it is in parts.</summary>
    public static Geometry ToGeometry(this Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Polygon[] parts = [.. grid.Polygons.Select(ToGeometry)];
        return parts.Length == 1 ? parts[0] : Factory.CreateMultiPolygon(parts);
    }

    /// <summary>The grids of a map, by code.</summary>
    public static IEnumerable<GridRow> ToRows(this GridMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.Grids.Select(grid => new GridRow(grid.Code, grid.Name, grid.ToGeometry()));
    }

    /// <summary>Where a component is.</summary>
    public static Point ToGeometry(this Component component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.Location.ToGeometry();
    }

    /// <summary>Where a component is.</summary>
    public static Point ToGeometry(this ComponentPlace place) => place.Location.ToGeometry();

    private static LinearRing ToRing(ImmutableArray<GeoPoint> ring) =>
        Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(ToCoordinate)]);

    private static Coordinate ToCoordinate(GeoPoint point) => new(point.Longitude, point.Latitude);
}
