using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Import.Systems;
using CityKit.Import.Tests.Support;
using CityKit.Import.Tests.Systems;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CityKit.Import.Tests.Maps;

/// <summary>Polygons as a borough draws them, with islands and holes, in every format: each gives the very same map.</summary>
public sealed class ConvertedMapTests : IDisposable
{
    private const int Count = 24;
    private static readonly string[] Columns = ["code", "name"];
    private static readonly GeoJsonGridOptions Options = new() { Scheme = GridScheme.Parse("ward") };
    private static readonly (string Code, string Name, Geometry Shape)[] Wards =
        [.. Enumerable.Range(0, Count).Select(i => ($"E{i:D4}", $"区{i}", Ward(i)))];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("shapefile")]
    [InlineData("geopackage")]
    [InlineData("csv")]
    [InlineData("tabs and titles")]
    [InlineData("excel")]
    [InlineData("sequence")]
    [InlineData("crs")]
    [InlineData("zip of a shapefile")]
    [InlineData("zip of a geopackage")]
    [InlineData("gz of a geopackage")]
    [InlineData("gz of csv")]
    public void Read_OfAnyFormat_GivesTheMapOfTheGeoJson(string format)
    {
        var expected = Map(folder.Write("w.geojson", GeoJson(",\n")));
        var found = Map(folder.Write("ward", File(format)));
        Assert.Equal(expected.Grids.Select(grid => $"{grid.Code} {grid.Name}"), found.Grids.Select(grid => $"{grid.Code} {grid.Name}"));
        Assert.Equal(System.Convert.ToHexString(expected.Sha256.Span), System.Convert.ToHexString(found.Sha256.Span));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)] // northing first, as British and Chinese lists have it
    [InlineData(false, "EPSG:32630")] // told, for the file does not say
    public void Read_OfAPlane_LocatesAsTheDegreesDo(bool isNorthFirst, string? told)
    {
        var expected = Map(folder.Write("w.geojson", GeoJson(",\n")));
        var path = folder.At("p.shp");
        Shapefiles.Write(path, Columns,
            Wards.Select(ward => ((object?[])[ward.Code, ward.Name], (Geometry?)Plane(ward.Shape, isNorthFirst))), told is null
            ? Shapefiles.Utm(-3) : null);
        var system = told is null ? null : CoordinateSystem.Read(told, out _);
        var found = new GridMap(Clean(GridFileReader.Read(path, Options with { System = system })).Grids);
        var random = new Random(14);
        for (var i = 0; i < 2_000; i++)
        {
            var place = GeoPoint.FromDegrees(-0.5 + random.NextDouble() * 0.7, 51.3 + random.NextDouble() * 0.5);
            Assert.Equal(CodeAt(expected, place), CodeAt(found, place));
        }
    }

    [Theory]
    [InlineData(null, "place", "These numbers are metres, not degrees: name their system.")]
    [InlineData("EPSG:2326", "system", "EPSG:2326 is not one of the known codes")]
    [InlineData("EPSG:4490", "place", "are not in China")]
    public void Read_OfAWrongSystem_IsRefusedBeforeTheFirstGrid(string? system, string reason, string says)
    {
        var shapes = Wards.Select(ward => (ward.Code, ward.Name, system is null ? Plane(ward.Shape, false) : ward.Shape)).ToArray();
        var crs = system is null ? "" : $"\"crs\": {{\"type\": \"name\", \"properties\": {{\"name\": \"{system}\"}}}},";
        var read = GridFileReader.Read(folder.Write("w.json", GeoJson(",", crs, shapes)), Options);
        Assert.Empty(read.Grids);
        var problem = Assert.Single(read.Problems);
        Assert.Equal((-1, reason), (problem.Index, problem.Reason));
        Assert.Contains(says, problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfASystemNamedBehindTheFeatures_IsRefused()
    {
        var text = Encoding.UTF8.GetString(
            GeoJson(",", shapes: [
            .. Enumerable.Repeat(Wards, 10)
            .SelectMany((wards, at) => wards.Select(ward => ($"{ward.Code}-{at}", ward.Name, ward.Shape)))]));
        var late = text[..^1] + """, "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}""";
        var read = GridGeoJsonReader.Read(Encoding.UTF8.GetBytes(late), Options);
        Assert.Empty(read.Grids);
        Assert.Contains("only behind its features", Assert.Single(read.Problems).Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zip of two maps", "The zip file holds 2 maps: a.csv, b.csv. Pack one alone.")]
    [InlineData("excel without a header", "No row of the first 20 names the columns of a map, code and wkt")]
    [InlineData("html", "a page of HTML or XML")]
    public void Read_OfWhatIsNoMap_SaysSo(string what, string says)
    {
        byte[] bytes = what switch
        {
            "html" => Encoding.UTF8.GetBytes("<html></html>"),
            "zip of two maps" => Packed.Zip(("a.csv", [1]), ("b.csv", [2])),
            _ => OpenXml.Of(["a", "b"]),
        };
        Assert.Contains(says, Assert.Single(GridFileReader.Read(folder.Write("w", bytes), Options).Problems).Message.En,
            StringComparison.Ordinal);
    }

    private byte[] File(string format) => format switch
    {
        "geopackage" => Package(),
        "csv" => Text(",", "\""),
        "tabs and titles" => Encoding.UTF8.GetBytes("Wards of the borough\n" + Encoding.UTF8.GetString(Text("\t", ""))),
        "excel" => OpenXml.Of(
            Wards.Select(ward => (object?[])[ward.Code, ward.Name, ward.Shape.AsText()]).Prepend(["code", "name", "WKT"])),
        "sequence" => GeoJson("\n"),
        "crs" => GeoJson(",", """ "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},"""),
        "zip of a geopackage" => Packed.Zip(("w.gpkg", Package())),
        "gz of a geopackage" => Packed.Gzip(Package()),
        "gz of csv" => Packed.Gzip(Text(";", "\"")),
        "zip of a shapefile" => Shapefiles.Zip(Shapes()),
        _ => WriteBeside(Shapes()),
    };

    private byte[] WriteBeside(Dictionary<string, byte[]> files)
    {
        foreach (var file in files) folder.Write($"ward{file.Key}", file.Value);
        return files[".shp"];
    }

    private static Dictionary<string, byte[]> Shapes() =>
        Shapefiles.Of(Columns, Wards.Select(ward => ((object?[])[ward.Code, ward.Name], (Geometry?)ward.Shape)));

    private static byte[] Package() =>
        Geopackages.Of("wards", Columns,
        Wards.Select(ward => (object?[])[ward.Code, ward.Name, new GeoPackageGeoWriter().Write(ward.Shape)]), 4326);

    private static byte[] Text(string separator, string quote) => Encoding.UTF8.GetBytes(string.Join('\n',
        Wards.Select(ward => string.Join(separator, ward.Code, ward.Name, $"{quote}{ward.Shape.AsText()}{quote}"))
            .Prepend(string.Join(separator, "code", "name", "geometry"))));

    private static byte[] GeoJson(string between, string crs = "", (string Code, string Name, Geometry Shape)[]? shapes = null)
    {
        var features = string.Join(between, (shapes ?? Wards).Select(Feature));
        return Encoding.UTF8.GetBytes(between == "\n" ? features : $"{{\"type\": \"FeatureCollection\",{crs} \"features\": [{features}]}}");
    }

    private static string Feature((string Code, string Name, Geometry Shape) ward) =>
        $"{{\"type\": \"Feature\", \"properties\": {{\"code\": \"{ward.Code}\", \"name\": \"{ward.Name}\"}}, \"geometry\": {Geometry(ward.Shape)}}}";

    private static string Geometry(Geometry shape) => shape is Polygon one ? $"{{\"type\": \"Polygon\", \"coordinates\": {Rings(one)}}}"
        : $"{{\"type\": \"MultiPolygon\", \"coordinates\": [{string.Join(",", ((MultiPolygon)shape).Geometries.Cast<Polygon>().Select(Rings))}]}}";

    private static string Rings(Polygon polygon) => $"[{string.Join(",", polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(ring =>
        $"[{string.Join(",", ring.Coordinates.Select(corner => string.Create(CultureInfo.InvariantCulture, $"[{corner.X:R},{corner.Y:R}]")))}]"))}]";

    private static GridMap Map(string path) => new(Clean(GridFileReader.Read(path, Options)).Grids);

    private static GridReadResult Clean(GridReadResult read)
    {
        Assert.Empty(read.Problems);
        return read;
    }

    private static string? CodeAt(GridMap map, GeoPoint place) => map.TryLocate(place, out var grid) ? grid.Code : null;

    // A drawn shape of 60 corners, each third with a hole, each fourth with an island beside it.
    private static Geometry Ward(int number)
    {
        var (x, y) = (-0.45 + number % 6 * 0.1, 51.32 + number / 6 * 0.1);
        var outer = Ring(x, y, 0.04, number, 60);
        var holes = number % 3 == 0 ? new[] { (LinearRing)Ring(x, y, 0.01, number + 100, 12).Reverse() } : [];
        var polygon = new Polygon(outer, holes);
        return number % 4 == 0 ? new MultiPolygon([polygon, new Polygon(Ring(x + 0.045, y + 0.045, 0.004, number, 8))]) : polygon;
    }

    private static LinearRing Ring(double x, double y, double radius, int seed, int corners)
    {
        var random = new Random(seed);
        Coordinate[] points = [
            .. Enumerable.Range(0, corners)
            .Select(i => Corner(x, y, radius * (0.7 + 0.3 * random.NextDouble()), 2 * Math.PI * i / corners))];
        return new LinearRing([.. points, points[0].Copy()]);
    }

    private static Coordinate Corner(double x, double y, double radius, double angle) =>
        new(Math.Round(x + radius * Math.Cos(angle), 6), Math.Round(y + radius * Math.Sin(angle), 6));

    private static Geometry Plane(Geometry shape, bool isNorthFirst)
    {
        var plane = shape.Copy();
        plane.Apply(new ToPlane(isNorthFirst));
        return plane;
    }

    private sealed class ToPlane(bool isNorthFirst) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                var (east, north) = GaussKruger.Wgs84.Of(sequence.GetX(i), sequence.GetY(i), -3, 0.9996);
                sequence.SetX(i, isNorthFirst ? north : 500_000 + east);
                sequence.SetY(i, isNorthFirst ? 500_000 + east : north);
            }
        }
    }
}
