using CityKit.Components;
using CityKit.Core.Codes;

namespace CityKit.Grids.Tests.Components;

public class ComponentIdTests
{
    // GB/T 47678.5-2026: 6 + 5 + 6 digits.
    [Fact]
    public void Parse_SeventeenDigits_HasAreaClassSequence()
    {
        var id = ComponentId.Parse("37020201037000042");
        Assert.Equal(("370202", "GB/T 47678.5-2026:component:01037", 42), (id.Area.ToString(), id.Class.ToString(), id.Sequence));
        Assert.Equal(id, ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT47678, "01037"), 42));
    }

    // A live Suzhou API sample: Gusu, 01 public facilities, 01 water-supply cover, 000001.
    [Fact]
    public void Parse_SixteenDigits_IsOfTheOlderStandard()
    {
        var id = ComponentId.Parse("3205080101000001");
        Assert.Equal(("320508", "GB/T 30428.2-2013:component:0101", 1, true),
            (id.Area.ToString(), id.Class.ToString(), id.Sequence, id.IsOlderForm));
        Assert.Equal("3205080101000001", id.ToString());
    }

    [Theory]
    [InlineData("370202010370000", "length", 0)]
    [InlineData("3702020103700004x", "digit", 16)]
    [InlineData("99020201037000042", "province", 0)]
    [InlineData("37020001037000042", "level", 0)]
    [InlineData("37020200037000042", "class", 6)]
    [InlineData("37020201000000042", "class", 6)]
    [InlineData("37020201037000000", "sequence", 11)]
    public void Check_Wrong_NamesWhatAndWhere(string text, string problem, int position)
    {
        var found = ComponentId.Check(text);
        Assert.Equal((problem, position), (found?.Code, found?.Position));
        Assert.False(ComponentId.TryParse(text, null, out _));
    }

    [Fact]
    public void Of_WrongParts_Throws()
    {
        var lamp = ClassKey.Component(CatalogueStandard.GbT47678, "01037");
        Assert.Throws<ArgumentException>(() => ComponentId.Of(AreaCode.Parse("3702"), lamp, 1));
        Assert.Throws<ArgumentException>(
            () => ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Matter(CatalogueStandard.GbT47678, "01037"), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentId.Of(AreaCode.Parse("370202"), lamp, 1_000_000));
    }

    [Theory]
    [InlineData("GB/T 47678.5-2026:component:01037")]
    [InlineData("GB/T 47678.5-2026:matter:01037")]
    [InlineData("GB/T 30428.2-2013:component:0305")]
    [InlineData("Qingdao 2025:component:0399")]
    public void ClassKey_ParseThenPrint_IsTheSameText(string text) => Assert.Equal(text, ClassKey.Parse(text).ToString());

    [Theory]
    [InlineData("01037", "form")]
    [InlineData("GB/T 47678.5-2026:thing:01037", "form")]
    [InlineData("GB/T 47678.5-2026:component:0103", "length")]
    [InlineData("GB/T 47678.5-2026:component:0103a", "digit")]
    [InlineData("GB/T 47678.5-2026:component:00037", "class")]
    [InlineData("GB/T 47678.5-2026:component:01000", "class")]
    public void ClassKey_Wrong_NamesWhat(string text, string problem)
    {
        Assert.Equal(problem, ClassKey.Check(text)?.Code);
        Assert.False(ClassKey.TryParse(text, null, out _));
    }

    [Fact]
    public void ClassKey_SameCodeOtherKind_IsAnotherKey() =>
        Assert.NotEqual(ClassKey.Component(CatalogueStandard.GbT47678, "01037"), ClassKey.Matter(CatalogueStandard.GbT47678, "01037"));
}
