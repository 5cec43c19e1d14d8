using CityKit.Core;
using CityKit.Grids;
using CityKit.Grids.Maps;
using CityKit.Import.Exports;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NodaTime;

namespace CityKit.Import.Tests.Exports;

public sealed class GridExportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-export-");

    public GridExportTests() => SQLitePCL.Batteries_V2.Init();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void WriteGeoPackage_GridsWithHolesAndParts_AreTheSameShapes()
    {
        var path = Path.Combine(folder.FullName, "grids.gpkg");
        Grid[] grids =
        [
            new(GridScheme.Basic, "B1", "中山路",
                [GeoPolygon.FromRings(Square(120, 36, 0.1), [Square(120.02, 36.02, 0.03)]), GeoPolygon.FromRings(Square(120.2, 36, 0.1))])
                { Valid = new Validity(new LocalDate(2026, 1, 1), null), IsProvisional = true },
            new(GridScheme.Basic, "B2", "", [GeoPolygon.FromRings([.. Square(120.02, 36.02, 0.03).Reverse()])]),
        ];
        Assert.Equal(2, GridExport.WriteGeoPackage(grids, path, Instant.FromUtc(2026, 11, 28, 9, 0)));
        using var file = ComponentExportTests.Open(path);
        Assert.Equal(["ok"], ComponentExportTests.Texts(file, "PRAGMA integrity_check"));
        Assert.Equal(["B1 中山路 2026-01-01  true", "B2    "],
            ComponentExportTests.Texts(
            file, "SELECT code || ' ' || name || ' ' || ifnull(validFrom, '') || ' ' || ifnull(validUntil, '') || ' ' || ifnull(provisional, '') FROM grids ORDER BY fid"));
        var shapes = ComponentExportTests.Shapes(file, "grids").Cast<MultiPolygon>().ToList();
        Assert.Equal([0.1 * 0.1 * 2 - 0.03 * 0.03, 0.03 * 0.03], shapes.Select(shape => Math.Round(shape.Area, 12)).ToArray(), (a, b) =>
            Math.Abs(a - b) < 1e-9);
        Assert.All(shapes.SelectMany(shape => shape.Geometries.Cast<Polygon>()), polygon =>
            Assert.True(Orientation.IsCCW(polygon.Shell.CoordinateSequence)
            && polygon.Holes.All(hole => !Orientation.IsCCW(hole.CoordinateSequence))));
    }

    private static IReadOnlyList<GeoPoint> Square(double west, double south, double size) =>
    [
        GeoPoint.FromDegrees(west, south), GeoPoint.FromDegrees(west + size, south), GeoPoint.FromDegrees(west + size, south + size),
            GeoPoint.FromDegrees(west, south + size),
    ];
}
