using System.Runtime.CompilerServices;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;

namespace CityKit.Components.Tests.OwnSchemes;

/// <summary>Own schemes in filters and in the index.</summary>
public class OwnIndexTests
{
    private static readonly ComponentId Hydrant = ComponentId.Parse("nyc-01043-0000042");
    private static readonly ComponentId Lamp = ComponentId.Parse("37020201043000042");

    [Fact]
    public void ClassFilter_OwnScheme_IsKeptApart()
    {
        var filter = ClassFilter.Of(Hydrant.Class);
        Assert.True(filter.Contains(Hydrant) && filter.Contains(Hydrant.WithSequence(9_999_999)));
        Assert.False(filter.Contains(Lamp) || filter.Contains(ComponentId.Parse("nyc-01044-0000042"))
            || filter.Contains(ComponentId.Parse("zh-01043-0000042")));
        Assert.False(ClassFilter.Of(Lamp.Class).Contains(Hydrant));
        Assert.False(ClassFilter.OfMajors(1).Contains(Hydrant));
        Assert.True(ClassFilter.Any.Contains(Hydrant) && ClassFilter.Any.Contains(Lamp));
        Assert.True(ClassFilter.Of(Hydrant.Class, Lamp.Class) is var both && both.Contains(Hydrant) && both.Contains(Lamp));
    }

    public static TheoryData<string> Ids =>
        ["nyc-01043-0000042", "a0-01001-0000001", "zzzz-99999-9999999", "37020201037000042", "3702020137000042", "82999999999999999"];

    [Theory, MemberData(nameof(Ids))]
    public void IndexEntry_EveryState_GivesIdAndState(string text)
    {
        foreach (var state in Enum.GetValues<ComponentState>())
        {
            var entry = new IndexEntry(new ComponentPlace(ComponentId.Parse(text), GeoPoint.FromDegrees(1, 2), state));
            Assert.Equal((ComponentId.Parse(text).ToInt64(), (int)state), (entry.Digits, entry.State));
        }
    }

    /// <summary>Index files of before are read: digits and state are where they were.</summary>
    [Fact]
    public void IndexEntry_NationalId_HasTheSameBytesAsBefore()
    {
        var entry = new IndexEntry(new ComponentPlace(Lamp, GeoPoint.FromDegrees(1, 2), ComponentState.Abandoned));
        Assert.Equal((24, 37020201043000042L | 4L << 57), (Unsafe.SizeOf<IndexEntry>(), Unsafe.As<IndexEntry, long>(ref entry)));
    }

    [Fact]
    public void Nearest_MixedSchemes_FindsByClassAndState()
    {
        var places = Enumerable.Range(1, 1_000).SelectMany(i => new[]
        {
            new ComponentPlace(Hydrant.WithSequence(i), GeoPoint.FromDegrees(-73.9 + i * 1e-5, 40.7),
                i % 2 == 0 ? ComponentState.Intact : ComponentState.Damaged),
            new ComponentPlace(Lamp.WithSequence(i), GeoPoint.FromDegrees(-73.9 + i * 1e-5, 40.7001)),
        });
        using var saved = new MemoryStream();
        ComponentIndex.Build(places).Save(saved, "x"u8);
        saved.Position = 0;
        var index = ComponentIndex.Load(saved, "x"u8)!;
        var found = new NearbyComponent[3];
        Assert.Equal(3,
            index.Nearest(GeoPoint.FromDegrees(-73.9, 40.7), found, ClassFilter.Of(Hydrant.Class).InStates(ComponentState.Intact)));
        Assert.Equal(["nyc-01043-0000002", "nyc-01043-0000004", "nyc-01043-0000006"], found.Select(near => near.Id.ToString()));
        Assert.Equal(3, index.Nearest(GeoPoint.FromDegrees(-73.9, 40.7), found, ClassFilter.Any.InStates(ComponentState.Damaged)));
        Assert.Equal(["nyc-01043-0000001", "nyc-01043-0000003", "nyc-01043-0000005"], found.Select(near => near.Id.ToString()));
    }
}
