using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;

namespace CityKit.Grids.Tests.Nets;

public class GridSetTests
{
    [Theory]
    [InlineData("370202001001001", "370202001001001", true)]
    [InlineData("37020200100101", "370202001001001", true)] // 14 and 15 digits are the same grid
    [InlineData("370202001001001", "37020200100101", true)]
    [InlineData("370202001001001", "370202001001002", false)]
    public void Contains_AUnitGrid_InEitherForm(string of, string asked, bool expected)
    {
        var key = new GridKey(GridScheme.UnitGrid, asked);
        Assert.Equal(expected, GridSet.Of(UnitGridCode.Parse(of)).Contains(key, default));
        Assert.False(GridSet.Of(UnitGridCode.Parse(of)).Contains(new GridKey(GridScheme.Basic, asked), default)); // another scheme's digits
    }

    [Theory]
    [InlineData("37", true)]
    [InlineData("370202", true)]
    [InlineData("370202001001", true)]
    [InlineData("370203", false)]
    [InlineData("370202002", false)]
    public void Contains_AGridOfAnArea_AtAnyLevel(string area, bool expected) =>
        Assert.Equal(expected,
            GridSet.Of(AreaCode.Parse(area)).Contains(new GridKey(GridScheme.Basic, "B1"), AreaCode.Parse("370202001001")));

    [Fact]
    public void Of_NothingOrNoCode_IsTheCallersMistake()
    {
        Assert.Throws<ArgumentException>(() => GridSet.Of(Array.Empty<GridKey>()));
        Assert.Throws<ArgumentException>(() => GridSet.Of(default(AreaCode)));
        Assert.Throws<ArgumentException>(() => GridSet.Of(default(GridKey)));
    }
}
