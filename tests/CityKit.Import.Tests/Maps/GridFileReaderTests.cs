using System.IO.Compression;
using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Import.Tests.Support;
using NetTopologySuite.Features;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Esri;

namespace CityKit.Import.Tests.Maps;

public sealed class GridFileReaderTests : IDisposable
{
    private const string Square = "POLYGON ((120 36, 120 37, 121 37, 121 36, 120 36))";
    private const string Ring =
        "POLYGON ((122 36, 122 37, 123 37, 123 36, 122 36), (122.4 36.4, 122.6 36.4, 122.6 36.6, 122.4 36.6, 122.4 36.4))";
    private const string Feature =
        """{"type":"Feature","properties":{"code":"a","name":"甲"},"geometry":{"type":"Polygon","coordinates":[[[120,36],[121,36],[121,37],[120,37],[120,36]]]}}""";
    private const string Other =
        """{"geometry":{"type":"Polygon","coordinates":[[[122,36],[123,36],[123,37],[122,37],[122,36]]]},"type":"Feature","properties":{"code":"b"}}""";

    private static readonly GeoJsonGridOptions Any = new() { Scheme = GridScheme.Parse("test") };
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("grids");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Read_Shapefile_GivesGridsWithTheirHoles()
    {
        var read = Read(ShapefileOf([("a", "甲", Square), ("b", "乙", Ring)],
            Shapefiles.Cgcs2000, TextEncodings.Gb18030));
        Assert.Empty(read.Problems);
        Assert.Equal(["a 甲", "b 乙"], read.Grids.Select(grid => grid.ToString()));
        Assert.Equal("b", Locate(read, 122.2, 36.5));
        Assert.Null(Locate(read, 122.5, 36.5));
    }

    [Theory]
    [InlineData("POINT (1 1)", "geometry")]
    [InlineData("LINESTRING (1 1, 2 2)", "geometry")]
    public void Read_ShapefileOfOtherShapes_NamesEachRow(string shape, string reason)
    {
        var read = Read(ShapefileOf([("a", "", shape), ("b", "", shape)], null));
        Assert.Equal([(0, reason), (1, reason)], read.Problems.Select(problem => (problem.Index, problem.Reason)));
    }

    // 122 to 123 east, 36 to 37 north would be Square in degrees; here a kilometre of zone 40.
    [Fact]
    public void Read_ShapefileOfAZone_IsConverted()
    {
        const string Kilometre = "POLYGON ((40534000 3992000, 40534000 3993000, 40535000 3993000, 40535000 3992000, 40534000 3992000))";
        const string Zone = "PROJCS[\"CGCS2000_3_Degree_GK_Zone_40\",GEOGCS[\"g\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],"
            + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",40500000.0],"
            + "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",120.0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
        var read = Read(ShapefileOf([("a", "", Kilometre)], Zone));
        Assert.Empty(read.Problems);
        Assert.Equal("a", Locate(read, 120.383, 36.062));
        Assert.InRange(read.Grids[0].SquareMetres, 998_000, 1_002_000);
    }

    [Fact]
    public void Read_ShapefileOfAnUnknownSystem_IsAProblemOfTheFile()
    {
        var problem = Assert.Single(Read(ShapefileOf([("a", "", Square)], "PROJCS[\"own\"]")).Problems);
        Assert.Equal((-1, "system"), (problem.Index, problem.Reason));
    }

    [Fact]
    public void Read_CutShapefile_GivesTheGridsBeforeAndSaysIt()
    {
        var path = ShapefileOf([("a", "", Square), ("b", "", Ring)], null);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^8]);
        var read = Read(path);
        Assert.Equal(["a"], read.Grids.Select(grid => grid.Code));
        Assert.Equal((-1, "shp-cut"), (Assert.Single(read.Problems).Index, read.Problems[0].Reason));
    }

    [Theory]
    [InlineData("g.csv", "code,name,wkt\na,甲,\"{0}\"\nb,乙,\"{1}\"\n")]
    [InlineData("g.csv", "CODE;name;the_geom\na;甲;\"{0}\"\nb;乙;\"SRID=4326;{1}\"\n")]
    [InlineData("g.tsv", "code\tgeometry\na\t{0}\nb\t{1}\n")]
    public void Read_CsvWithWkt_GivesGrids(string name, string text)
    {
        var path = Write(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Square, Ring));
        var read = Read(path);
        Assert.Empty(read.Problems);
        Assert.Equal(["a", "b"], read.Grids.Select(grid => grid.Code));
        Assert.Null(Locate(read, 122.5, 36.5));
    }

    [Fact]
    public void Read_CsvOfGbkPacked_IsRead()
    {
        var path = Path.Combine(folder.FullName, "g.csv.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            packed.Write(TextEncodings.Gb18030.GetBytes($"code,name,wkt\na,南京路网格,\"{Square}\"\n"));
        Assert.Equal("南京路网格", Assert.Single(Read(path).Grids).Name);
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 1 1", "geometry")]
    [InlineData("POINT (1 1)", "geometry")]
    [InlineData("SRID=3857;POLYGON ((0 0, 0 1, 1 1, 0 0))", "geometry")]
    [InlineData("GEOMETRYCOLLECTION (POLYGON ((0 0, 0 1, 1 1, 0 0)))", "geometry")]
    [InlineData("", "geometry")]
    [InlineData("POLYGON EMPTY", "geometry")]
    [InlineData("POLYGON ((0 0, 0 91, 1 1, 0 0))", "position")]
    [InlineData("POLYGON ((0 0, 1 1, 0 0, 1 1, 0 0))", "ring-short")]
    [InlineData("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "invalid")]
    public void Read_CsvWithABadShape_NamesTheRowAndReadsOn(string wkt, string reason)
    {
        var read = Read(Write("g.csv", $"code,wkt\na,\"{Square}\"\nb,\"{wkt}\"\nc,\"{Ring}\"\n"));
        var problem = Assert.Single(read.Problems);
        Assert.Equal((1, "b", reason), (problem.Index, problem.Code, problem.Reason));
        Assert.Equal(["a", "c"], read.Grids.Select(grid => grid.Code));
    }

    [Theory]
    [InlineData("code,x\na,1\n", "shape", "code, x")]
    [InlineData("id,wkt\na,\"POLYGON ((0 0, 0 1, 1 1, 0 0))\"\n", "no-code", "id, wkt")]
    public void Read_CsvWithoutAColumn_NamesThoseItHas(string text, string reason, string columns)
    {
        var problem = Assert.Single(Read(Write("g.csv", text)).Problems);
        Assert.Equal((-1, reason), (problem.Index, problem.Reason));
        Assert.Contains(columns, problem.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Feature, "a")]
    [InlineData(Feature + "\n" + Other + "\n", "a b")]
    [InlineData("\u001e" + Feature + "\n\u001e" + Other + "\n", "a b")] // RFC 8142
    [InlineData("""{"name":"x","crs":{"type":"name"},"type":"FeatureCollection","features":[""" + Feature + "," + Other + "]}", "a b")]
    public void Read_GeoJsonVariants_GiveTheirFeatures(string text, string codes)
    {
        var read = Read(Write("g.geojson", text));
        Assert.Empty(read.Problems);
        Assert.Equal(codes, string.Join(' ', read.Grids.Select(grid => grid.Code)));
    }

    [Fact]
    public void Read_SequenceThatArrivesSlowly_IsTheSame()
    {
        var text = string.Join('\n', Enumerable.Range(0, 400).Select(i => Feature.Replace("\"a\"",
            $"\"a{i}\"", StringComparison.Ordinal).Replace("\"type\":\"Feature\",",
            $"\"note\":\"{new string('x', 900)}\",\"type\":\"Feature\",", StringComparison.Ordinal)));
        var read = Read(Write("g.ndjson", text));
        Assert.Empty(read.Problems);
        Assert.Equal(400, read.Grids.Length);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type":"Topology"}""")]
    public void Read_OtherJson_HasNoFeatures(string text) =>
        Assert.Equal("no-features", Assert.Single(Read(Write("g.json", text)).Problems).Reason);

    private static GridReadResult Read(string path) => GridFileReader.Read(path, Any);

    private static string? Locate(GridReadResult read, double longitude, double latitude) =>
        new GridMap(read.Grids).TryLocate(GeoPoint.FromDegrees(longitude, latitude), out var grid) ? grid.Code : null;

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string ShapefileOf((string Code, string Name, string Shape)[] rows, string? system, Encoding? encoding = null)
    {
        var path = Path.Combine(folder.FullName, "g.shp");
        Shapefile.WriteAllFeatures(
            rows.Select(row => new Feature(
            new WKTReader().Read(row.Shape), new AttributesTable { { "CODE", row.Code }, { "name", row.Name } })), path, system, encoding);
        return path;
    }
}
