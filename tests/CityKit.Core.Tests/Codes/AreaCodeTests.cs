using CityKit.Core.Codes;

namespace CityKit.Core.Tests.Codes;

public class AreaCodeTests
{
    // Codes of the National Bureau of Statistics' 2023 table; the padded form is its 12-digit column.
    [Theory]
    [InlineData("37", "370000000000", AreaLevel.Province, "")]
    [InlineData("3702", "370200000000", AreaLevel.City, "37")]
    [InlineData("370202", "370202000000", AreaLevel.County, "3702")]
    [InlineData("370202014", "370202014000", AreaLevel.Street, "370202")]
    [InlineData("370202014901", "370202014901", AreaLevel.Community, "370202014")]
    [InlineData("441900003", "441900003000", AreaLevel.Street, "4419")] // Dongguan has no counties
    public void Parse_ShortOrPadded_IsTheSameCode(string text, string padded, AreaLevel level, string parent)
    {
        var code = AreaCode.Parse(text);
        Assert.Equal(code, AreaCode.Parse(padded));
        Assert.Equal((text, padded, level, parent), (code.ToString(), code.ToPadded(), code.Level, code.Parent.ToString()));
    }

    [Theory]
    [InlineData("37020", "length", 0)]
    [InlineData("37020a", "digit", 5)]
    [InlineData("990202", "province", 0)]
    [InlineData("370002", "level", 2)]
    [InlineData("370202000901", "level", 6)]
    [InlineData("", "length", 0)]
    [InlineData("３７０２０２", "digit", 0)] // full-width digits
    public void Check_Wrong_NamesWhatAndWhere(string text, string problem, int position)
    {
        var found = AreaCode.Check(text);
        Assert.Equal((problem, position), (found?.Code, found?.Position));
        Assert.False(AreaCode.TryParse(text, null, out _));
        Assert.Contains(found!.Message.Zh, Assert.Throws<FormatException>(() => AreaCode.Parse(text)).Message);
    }

    [Fact]
    public void Child_ThenParent_IsTheSameArea()
    {
        var street = AreaCode.Parse("370202").Child(14);
        Assert.Equal("370202014", street.ToString());
        Assert.Equal("370202014901", street.Child(901).ToString());
        Assert.Equal("370202", street.Child(901).At(AreaLevel.County).ToString());
        Assert.True(AreaCode.Parse("3702").Contains(street));
        Assert.False(street.Contains(AreaCode.Parse("3702")));
        Assert.Throws<ArgumentOutOfRangeException>(() => street.Child(1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => street.Child(901).Child(1));
    }

    [Fact]
    public void Default_IsNoArea()
    {
        Assert.Equal(("", "", AreaLevel.None), (default(AreaCode).ToString(), default(AreaCode).ToPadded(), default(AreaCode).Level));
        Assert.False(default(AreaCode).Contains(AreaCode.Parse("37")));
    }
}
