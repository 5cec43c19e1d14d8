using System.Security.Cryptography;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using NodaTime;

namespace CityKit.Grids.Tests.Maps;

public class GridMapFileTests
{
    private const int HashBytes = 32;

    [Fact]
    public void Load_SavedRealMap_AnswersTheSameEverywhere()
    {
        var map = new GridMap(GridMapCheck.Validate(RealMap.Read()).Grids);
        var loaded = GridMapFile.Load(new MemoryStream(Saved(map))).Map!;
        var (random, box) = (new Random(4), RealMap.BoundsOf(map));
        for (var i = 0; i < 20_000; i++)
        {
            var point = RealMap.Somewhere(random, box);
            map.TryLocate(point, out var expected);
            loaded.TryLocate(point, out var found);
            Assert.Equal((expected?.Code, expected?.Name), (found?.Code, found?.Name));
        }
        Assert.Equal(Saved(map), Saved(loaded));
    }

    [Fact]
    public void Sha256_OfALoadedMap_IsThatOfTheSavedAndOfNoOther()
    {
        var loaded = GridMapFile.Load(Saved(Small())).Map!;
        Assert.Equal(Small().Sha256.ToArray(), loaded.Sha256.ToArray());
        var renamed = new GridMap(loaded.Grids.Select(grid => new Grid(grid.Scheme, grid.Code, "another name", grid.Polygons)));
        Assert.Equal(loaded.Sha256.ToArray(), renamed.Sha256.ToArray());
        var recoded = new GridMap(loaded.Grids.Select(grid => new Grid(grid.Scheme, grid.Code + "x", grid.Name, grid.Polygons)));
        Assert.NotEqual(loaded.Sha256.ToArray(), recoded.Sha256.ToArray());
        Assert.NotEqual(new GridMap([]).Sha256.ToArray(), loaded.Sha256.ToArray());
    }

    [Fact]
    public void Load_EmptyMap_IsEmpty() => Assert.Empty(GridMapFile.Load(Saved(new GridMap([]))).Map!.Grids);

    [Fact]
    public void Load_ProvisionalGridWithHole_KeepsEverything()
    {
        var loaded = GridMapFile.Load(Saved(Small())).Map!;
        Assert.Equal(("a", "甲", true), (loaded.Grids[0].Code, loaded.Grids[0].Name, loaded.Grids[0].IsProvisional));
        Assert.Equal(new Validity(new LocalDate(2024, 1, 1), null), loaded.Grids[0].Valid);
        Assert.Equal(Small().Grids[0].Polygons[0].Holes[0].AsEnumerable(), loaded.Grids[0].Polygons[0].Holes[0].AsEnumerable());
    }

    [Fact]
    public void Load_CutOffAnywhere_SaysSo()
    {
        var bytes = Saved(Small());
        for (var length = 0; length < bytes.Length; length++)
        {
            var load = GridMapFile.Load(bytes.AsSpan(0, length));
            Assert.True(load is { Map: null, Problem: not null }, $"{length} bytes were taken for a map");
        }
    }

    [Fact]
    public void Load_DamagedByte_SaysSo()
    {
        var bytes = Saved(Small());
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 0x10;
            Assert.NotNull(GridMapFile.Load(bytes).Problem);
            bytes[at] ^= 0x10;
        }
    }

    [Fact]
    public void Load_OtherVersion_NamesTheVersion()
    {
        var bytes = Saved(Small());
        bytes[8] = 2;
        Assert.Equal("version", GridMapFile.Load(bytes).Problem!.Reason);
    }

    [Fact]
    public void Load_Garbage_IsNoMap() =>
        Assert.Equal("magic", GridMapFile.Load("{\"type\":\"FeatureCollection\",\"features\":[]}"u8).Problem!.Reason);

    [Fact]
    public void Load_MoreThanTheLimit_IsRefused() =>
        Assert.Equal("limit", GridMapFile.Load(new MemoryStream(new byte[100_000]), maxBytes: 70_000).Problem!.Reason);

    // Whoever makes a file can make its hash: what the hash covers must be checked on its own.
    [Fact]
    public void Load_ForgedBytes_GiveAProblemOrAMapThatAnswers()
    {
        var original = Saved(Small());
        for (var seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            var bytes = original.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(12, bytes.Length - HashBytes)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            Sign(bytes);
            var load = GridMapFile.Load(bytes);
            Assert.True(load.Map is null != load.Problem is null, $"seed {seed}");
            for (var i = 0; i < 50; i++) load.Map?.TryLocate(RealMap.Somewhere(random, new GeoBox(-1, -1, 10, 10)), out _);
        }
    }

    [Fact]
    public void Load_ForgedCounts_AllocateNoMoreThanAFewTimesTheFile()
    {
        var original = Saved(Small());
        for (var at = 12; at < original.Length - HashBytes - 4; at++)
        {
            var bytes = original.ToArray();
            BitConverter.TryWriteBytes(bytes.AsSpan(at), int.MaxValue / 16);
            Sign(bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            GridMapFile.Load(bytes);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 * original.Length,
                $"a count at byte {at} made the loader allocate");
        }
    }

    private static GridMap Small()
    {
        var scheme = GridScheme.Parse("test");
        return new GridMap([new Grid(scheme, "a", "甲", [GeoPolygon.FromRings(Square(0, 9), [Square(3, 3)])])
            { IsProvisional = true, Valid = new Validity(new LocalDate(2024, 1, 1), null) },
            new Grid(scheme, "b", "", [GeoPolygon.FromRings(Square(3, 3))])]);
    }

    private static GeoPoint[] Square(double corner, double side) =>
        [GeoPoint.FromDegrees(corner, corner), GeoPoint.FromDegrees(corner + side, corner),
            GeoPoint.FromDegrees(corner + side, corner + side), GeoPoint.FromDegrees(corner, corner + side)];

    private static byte[] Saved(GridMap map)
    {
        using var stream = new MemoryStream();
        GridMapFile.Save(map, stream);
        return stream.ToArray();
    }

    private static void Sign(byte[] bytes) => SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashBytes))
        .CopyTo(bytes, bytes.Length - HashBytes);
}
