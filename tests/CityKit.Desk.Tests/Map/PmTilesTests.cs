using CityKit.Core;
using CityKit.Desk.Map.PmTiles;
using CityKit.Maps.Tiles;

namespace CityKit.Desk.Tests.Map;

/// <summary>The reader of PMTiles files.</summary>
public sealed class PmTilesTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 0, 1, 2)]
    [InlineData(1, 1, 1, 3)]
    [InlineData(1, 1, 0, 4)]
    [InlineData(2, 0, 0, 5)]
    [InlineData(12, 3423, 1763, 19078479)] // of the format's own tests
    [InlineData(20, 0, 0, 366503875925)] // (4^20 − 1) / 3
    public void Number_OfATile_IsThatOfTheFormat(int zoom, int x, int y, long number) =>
        Assert.Equal((ulong)number, PmTilesNumber.Of(Tile(zoom, x, y)));

    [Fact]
    public void Number_OfAllTilesOfAZoom_IsEachOnceAndNeighboursFollow()
    {
        Dictionary<ulong, (int X, int Y)> places = [];
        for (var x = 0; x < 32; x++) for (var y = 0; y < 32; y++) places.Add(PmTilesNumber.Of(Tile(5, x, y)), (x, y));
        var first = places.Keys.Min();
        for (var i = first; i < first + 1_023; i++)
            Assert.Equal(1, Math.Abs(places[i].X - places[i + 1].X) + Math.Abs(places[i].Y - places[i + 1].Y));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public void Read_ATileOfEachPacking_IsThatTile(int packing, bool leaves)
    {
        using var file = Open(
            PmTilesMaker.File(new() { [1] = [1, 1], [2] = [2, 2, 2], [19078479] = PmTilesMaker.Picture }, packing, leaves: leaves,
            layers: ["roads", "water"]));
        Assert.Equal([1, 1], file.Read(Tile(1, 0, 0)).Bytes!);
        Assert.Equal([2, 2, 2], file.Read(Tile(1, 0, 1)).Bytes!);
        Assert.Equal(PmTilesMaker.Picture, file.Read(Tile(12, 3423, 1763)).Bytes!);
        Assert.Equal(default, file.Read(Tile(1, 1, 1)));
        Assert.Equal(default, file.Read(Tile(0, 0, 0)));
        Assert.Equal(["roads", "water"], file.Layers());
    }

    [Fact]
    public void Read_TilesOfOneRun_IsTheSameForEach()
    {
        var directory = PmTilesDirectory.Read(PmTilesMaker.Directory([[5, 3, 10, 1], [8, 1, 20, 0]]), out var problem)!;
        Assert.Null(problem);
        Assert.All((ulong[])[5, 6, 7], tile => Assert.Equal(new PmTilesEntry(5, 3, 0, 10), directory.Find(tile)));
        Assert.Equal(new PmTilesEntry(8, 1, 10, 20), directory.Find(8)); // 0: it follows the one before
        Assert.Null(directory.Find(4));
    }

    [Fact]
    public void Open_AMissingFile_SaysWhich()
    {
        Assert.Null(PmTilesFile.Open(path + ".none", out var problem));
        Assert.Contains(path + ".none", problem!.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "it is no PMTiles file", 'X')]
    [InlineData(7, "Byte 7: it is of version 2", 2)]
    [InlineData(8 + 7, "root directory", 0x7F)]
    [InlineData(56 + 8 + 7, "tiles at byte", 0xFF)]
    [InlineData(97, "Byte 97: compression 4", 4)]
    [InlineData(98, "Byte 98: compression 0", 0)]
    [InlineData(99, "Byte 99: tiles of type 9", 9)]
    public void Open_AFileWithAWrongByte_SaysWhereAndWhat(int at, string why, int value)
    {
        var bytes = PmTilesMaker.File(new() { [0] = [1] });
        bytes[at] = (byte)value;
        Assert.Contains(why, ProblemOf(bytes).En, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AFileThatIsCutOff_SaysSo()
    {
        var bytes = PmTilesMaker.File(new() { [0] = [1, 2, 3] });
        Assert.Contains("cut off", ProblemOf(bytes[..^1]).En, StringComparison.Ordinal);
        Assert.Contains("The file has 100 bytes", ProblemOf(bytes[..100]).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(127, "damaged")] // the root directory
    [InlineData(-1, "damaged")] // the tile
    public void Read_WhatIsDamaged_SaysWhere(int at, string why)
    {
        var bytes = PmTilesMaker.File(new() { [0] = [1, 2, 3, 4] });
        for (var i = 0; i < 12; i++) bytes[at < 0 ? bytes.Length - 1 - i : at + i] ^= 0xFF;
        using var file = Open(bytes);
        var read = file.Read(Tile(0, 0, 0));
        Assert.Null(read.Bytes);
        Assert.Contains(why, read.Problem!.En, StringComparison.Ordinal);
        Assert.NotEmpty(read.Problem.Zh);
    }

    [Theory]
    [InlineData(new byte[] { }, 0)]
    [InlineData(new byte[] { 0x80 }, 1)]
    [InlineData(new byte[] { 200, 1, 1, 1, 1 }, 2)] // 200 entries in 3 bytes
    [InlineData(new byte[] { 1, 0, 1, 5, 0 }, 5)] // the first follows none
    [InlineData(new byte[] { 2, 3, 0, 1, 1, 5, 5, 1, 6 }, 3)] // two of one tile
    public void Directory_ThatIsDamaged_SaysAtWhichByte(byte[] bytes, int at)
    {
        Assert.Null(PmTilesDirectory.Read(bytes, out var problem));
        Assert.Contains($"at its byte {at}.", problem!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RandomDamage_NeverThrows()
    {
        var (random, whole) = (
            new Random(7), PmTilesMaker.File(
            new() { [0] = [1, 2, 3], [1] = [4, 5], [3] = PmTilesMaker.Picture }, leaves: true, layers: ["a"]));
        for (var i = 0; i < 400; i++)
        {
            var bytes = whole.ToArray();
            for (var k = 0; k < 3; k++) bytes[random.Next(7, bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            using var file = PmTilesFile.Open(path, out var problem);
            Assert.Equal(file is null, problem is not null);
            foreach (var tile in (TileAddress[])[Tile(0, 0, 0), Tile(1, 0, 0), Tile(1, 1, 1)]) file?.Read(tile);
            file?.Layers();
        }
    }

    private static TileAddress Tile(int zoom, int x, int y) => TileAddress.TryOf(zoom, x, y, out var tile) ? tile
        : throw new ArgumentOutOfRangeException(nameof(zoom));

    private PmTilesFile Open(byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        return PmTilesFile.Open(path, out _)!;
    }

    private LocalizedText ProblemOf(byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        Assert.Null(PmTilesFile.Open(path, out var problem));
        return problem!;
    }
}
