using CityKit.Import.Tables;
using CityKit.Import.Tests.Support;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tests.Tables;

public sealed class GeoPackageTableTests : IDisposable
{
    private static readonly TableChoice Any = new(_ => true);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(4490, "EPSG:4490")]
    [InlineData(100001, "PROJCS[\"city\"]")]
    [InlineData(-1, null)]
    public void Open_OfALayer_StatesItsSystem(int system, string? expected)
    {
        using var table = Open(Geopackages.Of("a", ["n"], [], system));
        Assert.Equal((expected, 0L), (table.System, table.Count));
        Assert.Equal(["fid", "n"], table.Columns);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public void Skip_OfRows_GoesOnBehindThem(int skipped)
    {
        using var table = Open(
            Geopackages.Of("a", ["n"], Enumerable.Range(1, 5).Select(i => (object?[])[$"行{i}", Geopackages.Point(i, 0)])));
        table.Skip(skipped);
        List<string> read = [];
        while (table.Next())
            read.Add($"{table.Number} {System.Text.Encoding.UTF8.GetString(table[1])} {(table.TryReadPoint(out var x, out _) ? x : -1)}");
        Assert.Equal([.. Enumerable.Range(1, 5).Skip(skipped).Select(i => $"{i} 行{i} {i}")], read);
        Assert.Null(table.Broken);
    }

    [Fact]
    public void Shape_OfAPolygon_IsReadWhole()
    {
        var square = new GeometryFactory().CreatePolygon([new(0, 0), new(1, 0), new(1, 1), new(0, 0)]);
        using var table = Open(Geopackages.Of("a", [], [[new NetTopologySuite.IO.GeoPackageGeoWriter().Write(square)]]));
        Assert.True(table.Next());
        Assert.False(table.TryReadPoint(out _, out _));
        Assert.True(square.EqualsExact(table.Shape));
    }

    /// <summary>The standard allows both of SQLite's encodings.</summary>
    [Fact]
    public void Next_OfAPackageInUtf16_ReadsTheSameTexts()
    {
        using var table = Open(
            Geopackages.Of(database => Geopackages.AddLayer(database, "部件", ["n", "m"], [["路灯", 1.5, Geopackages.Point(1, 2)]], 4490),
            "PRAGMA encoding = 'UTF-16le';"));
        Assert.True(table.Next());
        Assert.Equal(["1", "路灯", "1.5"], [.. Enumerable.Range(0, 3).Select(i => System.Text.Encoding.UTF8.GetString(table[i]))]);
        Assert.True(table.TryReadPoint(out var x, out var y));
        Assert.Equal((1, 2), (x, y));
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-journal")]
    public void Open_OfAPackageThatIsStillWrittenTo_IsRefused(string beside)
    {
        var path = folder.Write("a.gpkg", Geopackages.Of("a", [], []));
        folder.Write("a.gpkg" + beside, [1]);
        Assert.Null(GeoPackageTable.Open(path, Any, out var refusal));
        Assert.Contains("open in another program", refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAPathWithSpecialCharacters_Opens()
    {
        Directory.CreateDirectory(folder.At("部件 #1?100%"));
        using var table = GeoPackageTable.Open(folder.Write("部件 #1?100%/a.gpkg", Geopackages.Of("a", [], [])), Any, out _);
        Assert.NotNull(table);
    }

    /// <summary>Every cut of a file, and bytes turned over in it: refused or read up to there, never thrown.</summary>
    [Fact]
    public void Next_OfADamagedFile_ThrowsNothing()
    {
        var (whole, random) = (
            Geopackages.Of("a", ["n"], Enumerable.Range(1, 300).Select(i => (object?[])[$"行{i}", Geopackages.Point(i, 0)])),
            new Random(14));
        var broken = 0;
        for (var round = 0; round < 200; round++)
        {
            var bytes = round % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (var i = 0; i < 20 && bytes.Length > 100; i++) bytes[random.Next(100, bytes.Length)] = (byte)random.Next(256);
            using var table = GeoPackageTable.Open(folder.Write("a.gpkg", bytes), Any, out var refusal);
            while (table is not null && table.Next()) _ = (table[0].Length, table.TryReadPoint(out _, out _), table.Shape, table.Problem);
            if ((refusal ?? table!.Broken) is not null) broken++;
        }
        Assert.True(broken > 50, $"{broken} of 200 were refused");
    }

    private GeoPackageTable Open(byte[] package) => GeoPackageTable.Open(folder.Write("s.gpkg", package), Any, out var refusal)
        ?? throw new InvalidDataException(refusal?.Message.En);
}
