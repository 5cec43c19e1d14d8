using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityKit.Core;
using CityKit.Grids.Maps;
using NetTopologySuite.Geometries;

namespace CityKit.NetTopologySuite;

/// <summary>
/// Geometries of NetTopologySuite as CityKit's places and areas. What cannot be taken is refused with its reason: <c>kind</c> (no point, no
/// polygon), <c>empty</c>, <c>srid</c> (stated, and not 4326 or 4490), <c>range</c> (no longitude and latitude), <c>ring</c>,
/// <c>invalid</c> (rings that cross or lie wrongly), <c>antimeridian</c>, <c>code</c>.
/// </summary>
/// <remarks>x is the longitude, y the latitude, in degrees; z and m are left out.</remarks>
public static class FromGeometry
{
    private const int Cgcs2000 = 4490;

    /// <summary>A place from a point.</summary>
    public static bool TryPoint(Geometry geometry, out GeoPoint point, [NotNullWhen(false)] out Refusal? refusal)
    {
        point = default;
        refusal = Refused(geometry, geometry is Point, "a point", "点");
        if (refusal is null && !TryPlace(geometry.Coordinate, out point))
            refusal = OutOfRange(geometry.Coordinate.X, geometry.Coordinate.Y);
        return refusal is null;
    }

    /// <summary>The polygons of a polygon or multi-polygon, whose rings do not cross.</summary>
    public static bool TryPolygons(Geometry geometry, out ImmutableArray<GeoPolygon> polygons, [NotNullWhen(false)] out Refusal? refusal)
    {
        polygons = [];
        refusal = Refused(geometry, geometry is Polygon or MultiPolygon, "a polygon or multi-polygon", "面或多面");
        return refusal is null && PolygonReader.TryRead(geometry, out polygons, out refusal);
    }

    /// <summary>The one polygon of a polygon, or of a multi-polygon with but one.</summary>
    public static bool TryPolygon(Geometry geometry, [NotNullWhen(true)] out GeoPolygon? polygon, [NotNullWhen(false)] out Refusal? refusal)
    {
        polygon = null;
        if (!TryPolygons(geometry, out var polygons, out refusal)) return false;
        if (polygons.Length == 1) polygon = polygons[0];
        else refusal = Refusal.Of("kind",
            $"The multi-polygon has {polygons.Length} parts; one is wanted.",
            $"多面有 {polygons.Length} 个部分，应只有一个。");
        return refusal is null;
    }

    /// <summary>The box of an envelope.</summary>
    public static bool TryBox(Envelope envelope, out GeoBox box, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        box = default;
        refusal = envelope.IsNull ? Empty : null;
        if (refusal is null && !TryPlace(new Coordinate(envelope.MinX, envelope.MinY), out _))
            refusal = OutOfRange(envelope.MinX, envelope.MinY);
        if (refusal is null && !TryPlace(new Coordinate(envelope.MaxX, envelope.MaxY), out _))
            refusal = OutOfRange(envelope.MaxX, envelope.MaxY);
        if (refusal is null) box = new GeoBox(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
        return refusal is null;
    }

    /// <summary>A grid from a row.</summary>
    public static bool TryGrid(GridScheme scheme, GridRow row, [NotNullWhen(true)] out Grid? grid,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(row);
        grid = null;
        if (string.IsNullOrEmpty(row.Code)) refusal = Refusal.Of("code", "A grid needs a code.", "网格须有代码。");
        else if (Grid.CheckCode(scheme, row.Code) is { } problem) refusal = Refusal.Of("code",
            $"'{row.Code}': {problem.Message.En}",
            $"“{row.Code}”：{problem.Message.Zh}");
        else if (TryPolygons(row.Shape, out var polygons, out refusal)) grid = new Grid(scheme, row.Code, row.Name, polygons);
        return refusal is null;
    }

    internal static bool TryPlace(Coordinate corner, out GeoPoint place) => GeoPoint.TryFromDegrees(corner.X, corner.Y, out place);

    internal static Refusal OutOfRange(double x, double y)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{x:R}, {y:R}");
        return Refusal.Of("range",
            $"{found} is no longitude of -180 to 180 and latitude of -90 to 90 degrees. Is y the latitude, and the system WGS84?",
            $"{found} 不是经度（−180 至 180 度）与纬度（−90 至 90 度）。请检查 y 是否为纬度、坐标系是否为 WGS84。");
    }

    private static Refusal Empty { get; } = Refusal.Of("empty", "The geometry is empty.", "几何为空。");

    private static Refusal? Refused(Geometry geometry, bool isWanted, string wanted, string wantedZh)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (!isWanted) return Refusal.Of("kind",
            $"The geometry is a {geometry.GeometryType}; {wanted} is wanted.",
            $"几何是 {geometry.GeometryType}，应为{wantedZh}。");
        if (geometry.IsEmpty) return Empty;
        return geometry.SRID is <= 0 or GeometryExtensions.Srid or Cgcs2000 ? null
            : Refusal.Of("srid",
                $"The geometry's SRID is {geometry.SRID}; it must be 4326, 4490, or 0 for not stated. "
                    + "ST_Transform(geom, 4326) converts it.",
                $"几何的 SRID 为 {geometry.SRID}，应为 4326、4490 或 0（未声明）。可用 ST_Transform(geom, 4326) 换算。");
    }
}
