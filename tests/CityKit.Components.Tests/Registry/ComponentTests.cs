using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Components.Tests.Registry;

public class ComponentTests
{
    [Fact]
    public void Problems_InOrder_AreNone() => Assert.Empty(Samples.Lamp(1).Problems());

    // GB/T 47678.5-2026 table 2: abbreviation, length and what is mandatory.
    public static TheoryData<string, Func<Component, Component>> Broken => new()
    {
        { "GLBJBSM", c => c with { Id = default } },
        { "GLBJMC", c => c with { Name = " " } },
        { "GLBJMC", c => c with { Name = new string('灯', 31) } },
        { "ZGBMDM", c => c with { Department = new ResponsibleBody("局") } },
        { "ZGBMMC", c => c with { Department = Samples.Bureau with { Name = "" } } },
        { "QSDWMC", c => c with { Owner = new ResponsibleBody(new string('x', 101)) } },
        { "YHDWMC", c => c with { Maintainer = new ResponsibleBody("") } },
        { "SZDYWGBSM", c => c with { Grid = default } },
        { "SZDYWGBSM", c => c with { Grid = GridKey.Of(UnitGridCode.Parse("320508001001001")), Street = null, Community = null } },
        { "GLBJZT", c => c with { State = (ComponentState)9 } },
        { "BGRQ", c => c with { Changed = Samples.Day.PlusDays(-1) } },
        { "BZ", c => c with { Note = new string('x', 1_001) } },
        { "SZJDDM", c => c with { Street = new AreaName(AreaCode.Parse("370202002"), "x") } },
        { "SZJDMC", c => c with { Street = new AreaName(AreaCode.Parse("370202001"), new string('x', 51)) } },
        { "SZSQDM", c => c with { Community = new AreaName(AreaCode.Parse("370202001"), "x") } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void Problems_OneThingWrong_NamesTheAttribute(string attribute, Func<Component, Component> change) =>
        Assert.Equal(attribute, Assert.Single(change(Samples.Lamp(1)).Problems()).Attribute);

    [Fact]
    public void Terms_EveryStateAndSource_ReadBack()
    {
        foreach (var state in Enum.GetValues<ComponentState>())
            Assert.True(ComponentTerms.TryReadState(state.ToTerm(), out var read) && read == state);
        foreach (var source in Enum.GetValues<ComponentDataSource>())
            Assert.True(ComponentTerms.TryReadSource(source.ToTerm(), out var read) && read == source);
        Assert.False(ComponentTerms.TryReadState("", out _));
        Assert.False(ComponentTerms.TryReadState("坏", out _));
        Assert.False(ComponentTerms.TryReadSource("听说", out _));
    }

    [Fact]
    public void PlacedBy_AMap_FillsGridAndAreas()
    {
        GeoPoint[] ring = [P(120.3, 36), P(120.4, 36), P(120.4, 36.1), P(120.3, 36.1)];
        var map = new GridMap([new Grid(GridScheme.UnitGrid, "370202002003004", "", [GeoPolygon.FromRings(ring)])]);
        var placed = Samples.Lamp(1).PlacedBy(map)!;
        Assert.Equal(("370202002003004", "370202002", "370202002003"),
            (placed.Grid.Code, placed.Street?.Code.ToString(), placed.Community?.Code.ToString()));
        Assert.Null((Samples.Lamp(1) with { Location = P(121, 36) }).PlacedBy(map));
    }

    [Fact]
    public void PhotoList_EqualsByContent_AndChecksReferences()
    {
        Assert.Equal(PhotoList.Of("a", "b"), PhotoList.Of("a", "b"));
        Assert.NotEqual(PhotoList.Of("a", "b"), PhotoList.Of("b", "a"));
        Assert.Equal(default, PhotoList.Of());
        Assert.Throws<ArgumentException>(() => PhotoList.Of("a\n"));
        Assert.Throws<ArgumentException>(() => PhotoList.Of(Enumerable.Repeat("a", 21)));
    }

    private static GeoPoint P(double longitude, double latitude) => GeoPoint.FromDegrees(longitude, latitude);

    [Theory] // characters of a name; the scheme of its id; whether the standard allows it
    [InlineData(30, "", true)]
    [InlineData(31, "", false)]
    [InlineData(100, "nyc", true)]
    [InlineData(101, "nyc", false)]
    public void Problems_OfAName_GoByWhoseTheIdIs(int characters, string scheme, bool isAllowed)
    {
        var id = scheme.Length == 0 ? Samples.Id(1) : ComponentId.Parse($"{scheme}-01043-0000001");
        var component = Samples.Lamp(1) with { Id = id, Name = new string('x', characters) };
        Assert.Equal(isAllowed, component.Problems().All(problem => problem.Attribute != "GLBJMC"));
    }
}
