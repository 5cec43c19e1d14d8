using System.Buffers.Binary;
using System.Text;
using CityKit.Core.Text;
using CityKit.Import.Tables;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Esri;

namespace CityKit.Import.Tests.Tables;

public sealed class ShapefileTableTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shapefile");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Next_Points_GivesValuesAndPlaces()
    {
        var path = Write(null, Row("POINT (120.4 36.1)", "井盖", 7, 1.5, new DateTime(2026, 3, 1), true), Row("POINT (120.5 36.2)",
            "路灯", 8, -2, null, false));
        using var table = Open(path);
        Assert.Null(table.Broken);
        Assert.Equal(["name", "count", "depth", "seen", "good"], table.Columns);
        Assert.True(table.Next());
        Assert.Equal((1L, "井盖|7|1.5|20260301|true"), (table.Number, Values(table)));
        Assert.True(table.TryReadPoint(out var x, out var y));
        Assert.Equal((120.4, 36.1), (x, y));
        Assert.True(table.Next());
        Assert.Equal((2L, "路灯|8|-2||false"), (table.Number, Values(table)));
        Assert.Equal("POINT (120.5 36.2)", table.Shape!.AsText());
        Assert.False(table.Next());
        Assert.Null(table.Broken);
        Assert.StartsWith("GEOGCS", table.System, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0))")]
    [InlineData("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1), (3 3, 4 3, 4 4, 3 4, 3 3))")]
    [InlineData("MULTIPOLYGON (((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1)), ((2 2, 2 7, 7 7, 7 2, 2 2), (3 3, 4 3, 4 4, 3 4, 3 3)))")] // an island with a lake in a lake
    [InlineData("MULTIPOLYGON (((20 0, 29 0, 29 9, 20 9, 20 0)), ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1)))")]
    public void Shape_Polygons_KeepTheirHoles(string text)
    {
        using var table = Open(Write(null, Row(text)));
        Assert.True(table.Next());
        Assert.Null(table.Problem);
        Assert.True(new WKTReader().Read(text).EqualsTopologically(table.Shape), table.Shape!.AsText());
        Assert.False(table.TryReadPoint(out _, out _));
    }

    /// <summary>Holes may stand before their outer ring, and a careless writer turns all rings round.</summary>
    [Fact]
    public void Shape_RingsInAnyOrder_AreSorted()
    {
        var (outer, hole, other) = (Ring("0 0, 0 9, 9 9, 9 0, 0 0"), Ring("1 1, 2 1, 2 2, 1 2, 1 1"), Ring("20 0, 20 9, 29 9, 29 0, 20 0"));
        Assert.Equal("MULTIPOLYGON (((20 0, 29 0, 29 9, 20 9, 20 0)), ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1)))",
            ShapeRings.Assemble([hole, other, outer]).AsText());
        Assert.Equal("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", ShapeRings.Assemble([(LinearRing)outer.Reverse()]).AsText());
    }

    [Theory]
    [InlineData("MULTIPOINT ((1 1), (2 2))", "multipoint", "多点")]
    [InlineData("LINESTRING (1 1, 2 2)", "line", "线")]
    public void Problem_OtherShapes_AreRefusedRowByRow(string text, string en, string zh)
    {
        using var table = Open(Write(null, Row(text, "a"), Row(text, "b")));
        Assert.True(table.Next());
        Assert.Null(table.Shape);
        Assert.Contains(en, table.Problem!.En, StringComparison.Ordinal);
        Assert.Contains(zh, table.Problem.Zh, StringComparison.Ordinal);
        Assert.True(table.Next());
        Assert.Equal("b", Text(table, 0));
        Assert.Null(table.Broken);
    }

    [Fact]
    public void TryReadPoint_MultipointOfOne_IsAPoint()
    {
        using var table = Open(Write(null, Row("MULTIPOINT ((1 2))")));
        Assert.True(table.Next());
        Assert.True(table.TryReadPoint(out var x, out var y));
        Assert.Equal((1.0, 2.0), (x, y));
        Assert.Null(table.Problem);
    }

    [Theory]
    [InlineData("gb18030", null, 0x4D)]   // by the header
    [InlineData("gb18030", null, 0)]      // recognised
    [InlineData("gb18030", null, 0x57)]   // that of the machine, which is not known
    [InlineData("gb18030", "936", 0)]
    [InlineData("gb18030", "GBK", 0)]
    [InlineData("gb18030", "ANSI 936", 0)]
    [InlineData("utf-8", null, 0)]        // recognised
    [InlineData("utf-8", "UTF-8", 0x4D)]  // .cpg comes first
    [InlineData("big5", "Big5", 0)]
    [InlineData("big5", null, 0x4F)]
    public void Next_EncodingsOfChina_AreRead(string written, string? codePage, byte driver)
    {
        var path = Write(TextEncodings.Find(written), Row("POINT (1 2)", "plain"), Row("POINT (1 2)", "青島路燈"), Row("POINT (1 2)",
            "崂山區"[2..] + "井蓋"));
        Driver(path, driver);
        Beside(path, ".cpg", codePage);
        using var table = Open(path);
        Assert.Equal(["plain", "青島路燈", "區井蓋"], All(table));
        Assert.Equal(TextEncodings.Find(written)!.CodePage, table.Encoding.CodePage);
    }

    [Fact]
    public void Columns_OfChineseNames_AreRead()
    {
        var path = Write(TextEncodings.Gb18030, new Feature(new Point(1, 2), new AttributesTable { { "井盖编号", "a" } }));
        Driver(path, 0);
        Beside(path, ".cpg", null);
        using var table = Open(path);
        Assert.Equal(["井盖编号"], table.Columns);
    }

    /// <summary>A writer fills the field up to its last byte and cuts the last character in two.</summary>
    [Fact]
    public void Next_CharacterCutAtTheFieldsEnd_IsLeftOut()
    {
        var path = Write(TextEncodings.Gb18030, Row("POINT (1 2)", "井盖井盖井盖"));
        Beside(path, ".cpg", "GBK");
        var bytes = File.ReadAllBytes(Dbf(path));
        var length = bytes[48];
        // 254 bytes: an "a", 126 characters of two bytes, and the first half of one
        var field = bytes.AsSpan(HeaderLength(bytes) + 1, length);
        TextEncodings.Gb18030.GetBytes("a" + new string('井', length / 2)).AsSpan(0, length).CopyTo(field);
        File.WriteAllBytes(Dbf(path), bytes);
        using var table = Open(path);
        Assert.Equal("a" + new string('井', length / 2 - 1), Assert.Single(All(table)));
    }

    /// <summary>A code in a column of floating-point numbers comes as 3.70202001000e+008.</summary>
    [Theory]
    [InlineData(370202001.0, "370202001")]
    [InlineData(101.0, "101")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1e300, "1E+300")]
    public void Next_FloatingPointNumbers_AreWrittenPlainly(double value, string expected)
    {
        using var table = Open(Write(null, new Feature(new Point(1, 2), new AttributesTable { { "code", value } })));
        Assert.Equal([expected], All(table));
    }

    [Fact]
    public void Next_DeletedRow_IsPassedOver()
    {
        var path = Write(null, Row("POINT (1 1)", "a"), Row("POINT (2 2)", "b"), Row("POINT (3 3)", "c"));
        var bytes = File.ReadAllBytes(Dbf(path));
        bytes[HeaderLength(bytes) + RecordLength(bytes)] = (byte)'*';
        File.WriteAllBytes(Dbf(path), bytes);
        using var table = Open(path);
        Assert.True(table.Next() && table.Next());
        Assert.Equal((3L, "c", "POINT (3 3)"), (table.Number, Text(table, 0), table.Shape!.AsText()));
        Assert.False(table.Next());
        Assert.Null(table.Broken);
    }

    [Fact]
    public void Skip_Rows_GoesOnWithTheNext()
    {
        using var table = Open(Write(null, [.. Enumerable.Range(0, 5_000).Select(i => Row("POINT (1 1)", $"r{i}"))]));
        table.Skip(4_321);
        Assert.True(table.Next());
        Assert.Equal((4_322L, "r4321"), (table.Number, Text(table, 0)));
    }

    [Fact]
    public void Broken_WithoutValues_SaysWhatIsMissing()
    {
        var path = Write(null, Row("POINT (1 1)", "a"));
        File.Delete(Dbf(path));
        using var table = Open(path);
        Assert.False(table.Next());
        Assert.Equal("dbf-missing", table.Broken!.Code);
        Assert.Contains("缺少", table.Broken.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_WithoutIndex_IsNoMatter()
    {
        var path = Write(null, Row("POINT (1 1)", "a"));
        File.Delete(Path.ChangeExtension(path, ".shx"));
        Assert.Equal(["a"], All(Open(path)));
    }

    [Fact]
    public void Broken_UnknownCodePage_IsNamed()
    {
        var path = Write(null, Row("POINT (1 1)", "a"));
        Beside(path, ".cpg", "Klingon");
        using var table = Open(path);
        Assert.Equal("encoding", table.Broken!.Code);
        Assert.Contains("'Klingon'", table.Broken.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".shp", "shp-cut")]
    [InlineData(".dbf", "dbf-cut")]
    public void Broken_CutFile_GivesTheRowsBeforeAndSaysIt(string ending, string code)
    {
        var path = Write(null, [.. Enumerable.Range(0, 100).Select(i => Row("POINT (1 1)", $"r{i}"))]);
        var bytes = File.ReadAllBytes(Path.ChangeExtension(path, ending));
        File.WriteAllBytes(Path.ChangeExtension(path, ending), bytes[..(bytes.Length / 2)]);
        using var table = Open(path);
        var rows = 0;
        while (table.Next()) rows++;
        Assert.InRange(rows, 30, 60);
        Assert.Equal(code, table.Broken!.Code);
    }

    [Fact]
    public void Broken_FilesOfTwoSets_AreNamed()
    {
        var path = Write(null, Row("POINT (1 1)", "a"), Row("POINT (1 1)", "b"));
        var bytes = File.ReadAllBytes(Dbf(path));
        bytes[4] = 1;
        File.WriteAllBytes(Dbf(path), bytes);
        using var table = Open(path);
        Assert.True(table.Next());
        Assert.False(table.Next());
        Assert.Equal("rows", table.Broken!.Code);
    }

    /// <summary>Whatever a byte says, the reader ends, with rows or a refusal, and holds no more than came.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Next_AnyByteChanged_NeverThrows(int seed)
    {
        var random = new Random(seed);
        var path = Write(null, Row("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))",
            "井盖", 1, 2, new DateTime(2026, 1, 1), true), Row("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0))", "b", 1, 2, null, null));
        var (shapes, values) = (File.ReadAllBytes(path), File.ReadAllBytes(Dbf(path)));
        for (var i = 0; i < 3_000; i++)
        {
            var (badShapes, badValues) = ((byte[])shapes.Clone(), (byte[])values.Clone());
            badShapes[random.Next(badShapes.Length)] = (byte)random.Next(256);
            badValues[random.Next(badValues.Length)] = (byte)random.Next(256);
            using var table = new ShapefileTable(new ShapefileParts(new MemoryStream(badShapes), new MemoryStream(badValues), null, null));
            while (table.Next())
            {
                for (var column = 0; column < table.Columns.Count; column++) _ = table[column].Length;
                Assert.True(table.Shape is null || table.Problem is null);
            }
        }
    }

    [Fact]
    public void Broken_RecordOfAClaimedGigabyte_IsRefused()
    {
        var path = Write(null, Row("POINT (1 1)", "a"));
        var bytes = File.ReadAllBytes(path);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(104), 1 << 29);
        File.WriteAllBytes(path, bytes);
        using var table = Open(path);
        Assert.False(table.Next());
        Assert.Equal("shp", table.Broken!.Code);
    }

    private static ShapefileTable Open(string path) => new(ShapefileParts.Open(path));

    private static string Text(ShapefileTable table, int column) => Encoding.UTF8.GetString(table[column]);

    private static string Values(ShapefileTable table) =>
        string.Join('|', Enumerable.Range(0, table.Columns.Count).Select(column => Text(table, column)));

    private static List<string> All(ShapefileTable table)
    {
        List<string> rows = [];
        while (table.Next()) rows.Add(Text(table, 0));
        Assert.Null(table.Broken);
        return rows;
    }

    private static LinearRing Ring(string corners) => (LinearRing)((Polygon)new WKTReader().Read($"POLYGON (({corners}))")).ExteriorRing;

    private static Feature Row(string shape, params object?[] values)
    {
        string[] names = ["name", "count", "depth", "seen", "good"];
        var table = new AttributesTable();
        if (values.Length == 0) values = ["x"];
        for (var i = 0; i < values.Length; i++) table.Add(names[i], values[i]);
        return new Feature(new WKTReader().Read(shape), table);
    }

    private string Write(Encoding? encoding, params Feature[] rows)
    {
        var path = Path.Combine(folder.FullName, "rows.shp");
        Shapefile.WriteAllFeatures(rows, path, "GEOGCS[\"WGS 84\"]", encoding);
        return path;
    }

    private static string Dbf(string path) => Path.ChangeExtension(path, ".dbf");

    private static int HeaderLength(byte[] dbf) => BinaryPrimitives.ReadUInt16LittleEndian(dbf.AsSpan(8));

    private static int RecordLength(byte[] dbf) => BinaryPrimitives.ReadUInt16LittleEndian(dbf.AsSpan(10));

    private static void Driver(string path, byte id)
    {
        var bytes = File.ReadAllBytes(Dbf(path));
        bytes[29] = id;
        File.WriteAllBytes(Dbf(path), bytes);
    }

    private static void Beside(string path, string ending, string? text)
    {
        var file = Path.ChangeExtension(path, ending);
        File.Delete(file);
        if (text is not null) File.WriteAllText(file, text);
    }
}
