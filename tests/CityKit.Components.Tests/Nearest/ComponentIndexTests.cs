using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Tests.Shared;

namespace CityKit.Components.Tests.Nearest;

public class ComponentIndexTests
{
    private static readonly string[] Codes = ["01037", "01001", "05012"];

    public enum Shape { Even, Clustered, Lattice, Line, OnePoint, TwoTowns, AcrossTheDateLine, Polar }

    public static TheoryData<Shape, int> Shapes
    {
        get
        {
            var data = new TheoryData<Shape, int>();
            foreach (var shape in Enum.GetValues<Shape>()) { data.Add(shape, 1); data.Add(shape, 37); data.Add(shape, 6_000); }
            return data;
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Nearest_AnyShape_IsWhatALookAtEachFinds(Shape shape, int count)
    {
        var seed = (int)shape * 10_000 + count;
        var random = new Random(seed);
        var places = Places(shape, count, random);
        var index = ComponentIndex.Build(places);
        for (var i = 0; i < 60; i++)
        {
            var from = Question(places, random, i);
            var k = new[] { 1, 2, 10, 50 }[i % 4];
            var within = i % 5 == 0 ? random.NextDouble() * 2_000 : double.PositiveInfinity;
            var classes = i % 3 == 0 ? ClassFilter.Of(ClassKey.Component(CatalogueStandard.GbT47678, Codes[i % 2])) : null;
            var found = new NearbyComponent[k];
            var length = index.Nearest(from, found, classes, within);
            Assert.True(Expected(places, from, k, classes, within).SequenceEqual(found.Take(length)),
                $"{shape}, {count} points, seed {seed}, question {i}");
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Load_WhatWasSaved_AnswersTheSame(Shape shape, int count)
    {
        var random = new Random(count);
        var places = Places(shape, count, random);
        using var saved = new MemoryStream();
        ComponentIndex.Build(places).Save(saved, "state 1"u8);
        saved.Position = 0;
        Assert.Null(ComponentIndex.Load(saved, "state 2"u8));
        saved.Position = 0;
        var loaded = ComponentIndex.Load(saved, "state 1"u8)!;
        var found = new NearbyComponent[10];
        for (var i = 0; i < 20; i++)
        {
            var from = Question(places, random, i);
            Assert.Equal(Expected(places, from, 10, null, double.PositiveInfinity), found.Take(loaded.Nearest(from, found)));
        }
    }

    /// <summary>
    /// As many results as there are components, with many equally far: a heap keeps them, and the order is whole (issue 8, number 16;
    /// before, each newcomer moved all behind it).
    /// </summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3_000), InlineData(20_000), InlineData(25_000)]
    public void Nearest_LargeK_IsInOrder(int k)
    {
        var random = new Random(5);
        var places = Enumerable.Range(1, 20_000)
            .Select(i => new ComponentPlace(
            Samples.Id(i), GeoPoint.FromDegrees(120 + random.Next(300) * 1e-3, 36 + random.Next(300) * 1e-3))).ToArray();
        var (from, found) = (GeoPoint.FromDegrees(120.15, 36.15), new NearbyComponent[k]);
        var count = ComponentIndex.Build(places).Nearest(from, found);
        var expected = places.Select(place => new NearbyComponent(place.Id, place.Location, from.MetresTo(place.Location))).Order().Take(k);
        Assert.Equal(expected, found.Take(count));
    }

    [Fact]
    public void Load_CutOrChangedAnywhere_IsNothing()
    {
        using var saved = new MemoryStream();
        ComponentIndex.Build(Places(Shape.Even, 20, new Random(3))).Save(saved, "x"u8);
        var bytes = saved.ToArray();
        for (var at = 0; at < bytes.Length; at++)
        {
            Assert.Null(ComponentIndex.Load(new MemoryStream(bytes, 0, at), "x"u8));
            bytes[at] ^= 0x40;
            Assert.Null(ComponentIndex.Load(new MemoryStream(bytes), "x"u8));
            bytes[at] ^= 0x40;
        }
    }

    [Fact]
    public void Nearest_MoreWantedThanThere_GivesAll()
    {
        var places = Places(Shape.Even, 5, new Random(5));
        var found = new NearbyComponent[9];
        Assert.Equal(5, ComponentIndex.Build(places).Nearest(places[0].Location, found));
        Assert.Equal(places[0].Id, found[0].Id);
        Assert.Equal(default, found[5]);
    }

    [Fact]
    public void Nearest_AtTheRadius_IsIncluded()
    {
        var places = Places(Shape.Even, 500, new Random(6));
        var from = GeoPoint.FromDegrees(120.35, 36.05);
        var index = ComponentIndex.Build(places);
        var found = new NearbyComponent[500];
        var all = index.Nearest(from, found);
        Assert.Equal(500, all);
        Assert.Equal(100, index.Nearest(from, found, withinMetres: found[99].Metres));
        Assert.Equal(0, index.Nearest(from, found, withinMetres: Math.BitDecrement(found[0].Metres)));
    }

    [Fact]
    public void Nearest_NothingThereOrNothingWanted_IsNone()
    {
        Assert.Equal(0, ComponentIndex.Build().Nearest(GeoPoint.FromDegrees(120, 36), new NearbyComponent[3]));
        Assert.Equal(0, ComponentIndex.Build(Places(Shape.Even, 5, new Random(1))).Nearest(GeoPoint.FromDegrees(120, 36), []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentIndex.Build().Nearest(default, [], withinMetres: double.NaN));
    }

    [Fact]
    public void Nearest_ManyQuestions_AllocateNothing()
    {
        var random = new Random(7);
        var places = Places(Shape.Clustered, 5_000, random);
        var index = ComponentIndex.Build(places);
        var filter = ClassFilter.OfMajors(1);
        var found = new NearbyComponent[10];
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 1_000; i++) index.Nearest(places[i].Location, found, filter);
        }));
    }

    [Theory]
    [InlineData(Shape.Even)]
    [InlineData(Shape.Clustered)]
    [InlineData(Shape.TwoTowns)]
    public void Bytes_OfManyComponents_AreAtMostFortyEach(Shape shape)
    {
        var index = ComponentIndex.Build(Places(shape, 100_000, new Random(8)));
        Assert.InRange(index.Bytes, 24L * index.Count, 40L * index.Count);
    }

    [Fact]
    public void ClassFilter_BothForms_AreKeptApart()
    {
        var (newer, older) = (ComponentId.Parse("37020201037000042"), ComponentId.Parse("3702020137000042"));
        var lamp = ClassFilter.Of(newer.Class);
        Assert.True(lamp.Contains(newer) && !lamp.Contains(older) && !lamp.Contains(default));
        Assert.True(ClassFilter.Of(older.Class).Contains(older));
        Assert.True(ClassFilter.OfMajors(1) is var major && major.Contains(newer) && major.Contains(older));
        Assert.False(ClassFilter.OfMajors(2).Contains(newer));
        Assert.Throws<ArgumentException>(() => ClassFilter.Of());
        Assert.Throws<ArgumentException>(() => ClassFilter.Of(ClassKey.Matter(CatalogueStandard.GbT47678, "01037")));
    }

    [Fact]
    public void ComponentId_AsANumber_ComesBack()
    {
        foreach (var text in new[] { "37020201037000042", "3702020137000042", "11010101001000001", "8201010199999999" })
            Assert.Equal(text, ComponentId.FromInt64(ComponentId.Parse(text).ToInt64()).ToString());
        Assert.Equal(default, ComponentId.FromInt64(0));
        Assert.Throws<FormatException>(() => ComponentId.FromInt64(42));
    }

    [Theory]
    [InlineData("37020201037000042", "37020201037999999")]
    [InlineData("3702020137000042", "3702020137999999")]
    public void WithSequence_OfAnId_KeepsCountyClassAndForm(string id, string last)
    {
        Assert.Equal(ComponentId.Parse(last), ComponentId.Parse(id).WithSequence(999_999));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentId.Parse(id).WithSequence(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentId.Parse(id).WithSequence(1_000_000));
        Assert.Throws<InvalidOperationException>(() => default(ComponentId).WithSequence(1));
    }

    private static NearbyComponent[] Expected(ComponentPlace[] places, GeoPoint from, int k, ClassFilter? classes, double within) =>
    [
        .. places.Where(place => classes is null || classes.Contains(place.Id))
            .Select(place => new NearbyComponent(place.Id, place.Location, from.MetresTo(place.Location)))
            .Where(near => near.Metres <= within).Order().Take(k),
    ];

    // Near a component, on one, in the middle of nowhere, or at the other end of the world.
    private static GeoPoint Question(ComponentPlace[] places, Random random, int i)
    {
        var near = places[random.Next(places.Length)].Location;
        return (i % 4) switch
        {
            0 => Clamped(near.Longitude + random.NextDouble() * 0.01 - 0.005, near.Latitude + random.NextDouble() * 0.01 - 0.005),
            1 => near,
            2 => Clamped(near.Longitude + random.NextDouble() * 4 - 2, near.Latitude + random.NextDouble() * 4 - 2),
            _ => GeoPoint.FromDegrees(random.NextDouble() * 360 - 180, random.NextDouble() * 180 - 90),
        };
    }

    private static ComponentPlace[] Places(Shape shape, int count, Random random) =>
        [.. Enumerable.Range(0, count)
            .Select(i => new ComponentPlace(Samples.Id(i + 1, Codes[random.Next(Codes.Length)]), Point(shape, i, random)))];

    private static GeoPoint Point(Shape shape, int i, Random random)
    {
        var (x, y) = (random.NextDouble(), random.NextDouble());
        return shape switch
        {
            Shape.Even => GeoPoint.FromDegrees(120.3 + x * 0.1, 36 + y * 0.1),
            Shape.Clustered => GeoPoint.FromDegrees(120.3 + Math.Pow(x, 6), 36 + Math.Pow(y, 6)),
            Shape.Lattice => GeoPoint.FromDegrees(120.25 + i % 64 / 1024.0, 36 + i / 64 / 1024.0), // many as far: ids decide
            Shape.Line => GeoPoint.FromDegrees(120.3 + x, 36),
            Shape.OnePoint => GeoPoint.FromDegrees(120.3, 36),
            Shape.TwoTowns => GeoPoint.FromDegrees((i % 2 == 0 ? 120.3 : -123.1) + x * 0.01, (i % 2 == 0 ? 36 : 49.2) + y * 0.01),
            Shape.AcrossTheDateLine => Clamped(i % 2 == 0 ? 180 - x * 0.1 : -180 + x * 0.1, 66 + y * 0.1),
            _ => GeoPoint.FromDegrees(x * 360 - 180, 89 + y),
        };
    }

    private static GeoPoint Clamped(double longitude, double latitude) =>
        GeoPoint.FromDegrees(Math.Clamp(longitude, -180, 180), Math.Clamp(latitude, -90, 90));
}
