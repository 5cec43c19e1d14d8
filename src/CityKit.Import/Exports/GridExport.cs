using CityKit.Core;
using CityKit.Grids.Maps;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Import.Exports;

/// <summary>Writes grids as a GeoPackage (网格导出); as GeoJSON <see cref="Maps.GridGeoJsonWriter"/> does.</summary>
public static class GridExport
{
    private static readonly string[] Columns = ["code", "name", "validFrom", "validUntil", "provisional"];
    private static readonly GeometryFactory Factory = new();

    /// <summary>Writes grids into a new GeoPackage: the layer <c>grids</c>, with multipolygons, under the property names of GeoJSON. The
    /// file is there when it is whole, and not before.</summary>
    /// <param name="grids">The grids, one after the other.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="at">The moment that the layer says it was changed.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static int WriteGeoPackage(IEnumerable<Grid> grids, string path, Instant at)
    {
        ArgumentNullException.ThrowIfNull(grids);
        using var file = GeoPackageWriter.Create(path);
        try
        {
            var count = Write(new GeoPackageLayerWriter(file, "grids", "网格 grids", "MULTIPOLYGON", Columns, at), grids);
            file.Keep();
            return count;
        }
        catch (SqliteException refused)
        {
            throw file.Failed(refused);
        }
    }

    private static int Write(GeoPackageLayerWriter layer, IEnumerable<Grid> grids)
    {
        var count = 0;
        foreach (var grid in grids)
        {
            layer.Write(Factory.CreateMultiPolygon([.. grid.Polygons.Select(Shape)]),
                [grid.Code, grid.Name, Day(grid.Valid.From), Day(grid.Valid.Until), grid.IsProvisional ? "true" : null]);
            count++;
        }
        layer.Finish();
        return count;
    }

    // Outer rings counter-clockwise, as simple features have them.
    private static Polygon Shape(GeoPolygon polygon)
    {
        var shape = Factory.CreatePolygon(Ring(polygon.Outer), [.. polygon.Holes.Select(hole => Ring(hole))]);
        shape.Normalize();
        return (Polygon)shape.Reverse();
    }

    private static LinearRing Ring(IReadOnlyList<GeoPoint> ring) =>
        Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(point => new Coordinate(point.Longitude, point.Latitude))]);

    private static string? Day(LocalDate? day) => day is { } known ? LocalDatePattern.Iso.Format(known) : null;
}
