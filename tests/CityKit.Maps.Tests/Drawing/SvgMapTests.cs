using System.Xml.Linq;
using CityKit.Core;
using CityKit.Maps.Drawing;
using CityKit.Maps.Pictures;
using CityKit.Maps.Tests.Support;

namespace CityKit.Maps.Tests.Drawing;

public sealed class SvgMapTests
{
    [Fact]
    public void Draw_APicture_SaysEverythingAReaderNeeds()
    {
        var texts = Texts(SvgMap.Draw(TestShapes.Picture(TestShapes.Area("1", 12), TestShapes.Area("2", 3_400, 1),
            TestShapes.Area("3", null, 2), TestShapes.Area("4", 0, 3))));
        foreach (var text in (string[])["青岛市部件", "Components of Qingdao", "部件数", "Components", "12", "3,400", "0", "无数据 no data",
            "合计 Total 3,412",
            "来源 测试数据", "Source Test data © nobody", "北 N", "200 m", "网格", "Grid"]) Assert.Contains(text, texts);
        Assert.Contains(texts, text => text.Contains("2026-11-28", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)")]
    [InlineData("A & B <C>")]
    public void Draw_HostileName_IsText(string name)
    {
        var svg = XDocument.Parse(SvgMap.Draw(TestShapes.Picture(TestShapes.Area("1", 1, 0, name, name)) with { Outlines =
            [new MapOutline(new LocalizedText(name, ""), [TestShapes.Box(119.9, 35.9, 120.2, 36.2)])] }));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "script" || element.Attributes()
            .Any(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value == name);
    }

    [Fact]
    public void Draw_NameWithCharactersThatXmlLacks_IsStillXml() =>
        Assert.Contains("网\ufffd格", Texts(SvgMap.Draw(TestShapes.Picture(TestShapes.Area("1", 1, 0, "网\u0001格", "")))));

    [Fact]
    public void Draw_RealAreas_FillsEachAndLabelsOverlapNowhere()
    {
        var areas = TestShapes.London.Select((grid, i) => new MapArea(grid.Code, new LocalizedText(grid.Code, ""), grid.Polygons, i % 50));
        var svg = XDocument.Parse(SvgMap.Draw(TestShapes.Picture(areas), 3_000));
        Assert.Equal(TestShapes.London.Length, svg.Descendants().Count(element => element.Name.LocalName == "path"));
        var labels = svg.Descendants().Where(element => element.Value.StartsWith("E0", StringComparison.Ordinal)
            && element.Name.LocalName == "text")
            .Select(element => new LabelBox((double)element.Attribute("x")!, (double)element.Attribute("y")!,
                TextWidth.Of(element.Value, 11), 11)).ToList();
        Assert.True(labels.Count > 20, $"{labels.Count} labels");
        for (var i = 0; i < labels.Count; i++)
            for (var j = 0; j < i; j++) Assert.False(labels[i].Meets(labels[j]));
    }

    [Fact]
    public void Draw_Twice_GivesTheSameBytes()
    {
        var picture = TestShapes.Picture(TestShapes.Rows(40, 6)) with { Dots =
            [new MapDot("1", new LocalizedText("路灯", "Street lamp"), GeoPoint.FromDegrees(120.003, 36.003))] };
        Assert.Equal(SvgMap.Draw(picture), SvgMap.Draw(picture));
        Assert.Contains("路灯", Texts(SvgMap.Draw(picture)));
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(3, 200)]
    [InlineData(7.2, 1_000)]
    [InlineData(100, 10_000)]
    public void ScaleBar_MetresOfAPixel_IsARoundNumber(double metresOfPixel, double metres) =>
        Assert.Equal(metres, ScaleBar.Metres(metresOfPixel));

    [Fact]
    public void Lines_LongText_BreaksBetweenWordsAndIdeographs()
    {
        Assert.Equal(["one two", "three"], TextWidth.Lines("one two three", 10, 45));
        Assert.Equal(["青岛市各街", "道部件，数", "量"], TextWidth.Lines("青岛市各街道部件，数量", 10, 50));
    }

    [Theory]
    [InlineData(599)]
    [InlineData(10_001)]
    public void Draw_WrongWidth_Throws(int width) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        SvgMap.Draw(TestShapes.Picture(TestShapes.Area("1", 1)), width));

    private static List<string> Texts(string svg) => [.. XDocument.Parse(svg).Descendants()
        .Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
}
