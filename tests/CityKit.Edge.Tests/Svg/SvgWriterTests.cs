using System.Xml.Linq;
using CityKit.Shared.Svg;

namespace CityKit.Edge.Tests.Svg;

public sealed class SvgWriterTests
{
    [Fact]
    public void ToString_TextsWithMarkup_IsWellFormedAndKeepsThem()
    {
        var svg = new SvgWriter(100, 50, "a < b & \"c\"");
        svg.Text(1.005, 2, "<script>", "middle", turned: true);
        svg.Line(0, 0, 10.126, 1e-9, "#000", dash: "6 4");
        svg.Polyline([(0, 1), (2.5, 3)], "#111");
        svg.Polygon([(0, 1), (2, 3), (4, 5)], "#222");
        var root = XDocument.Parse(svg.ToString()).Root!;
        Assert.Equal("a < b & \"c\"", root.Elements().First().Value);
        Assert.Equal("<script>", root.Elements().Single(e => e.Name.LocalName == "text").Value);
        Assert.Equal("10.13", root.Elements().Single(e => e.Name.LocalName == "line").Attribute("x2")!.Value);
        Assert.Equal("0,1 2.5,3", root.Elements().Single(e => e.Name.LocalName == "polyline").Attribute("points")!.Value);
    }

    [Fact]
    public void Line_NoNumber_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SvgWriter(1, 1, "t").Line(double.NaN, 0, 1, 1, "#000"));
}
