using Bunit;
using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Desk.Map;
using CityKit.Desk.Shell;

namespace CityKit.Desk.Tests.Map;

/// <summary>What lies over the map: the choice of layers, the legend and its table.</summary>
public sealed class MapPartsTests : BunitContext
{
    private static readonly DeskView View = new("/desk/", DeskLanguage.English, false);

    [Fact]
    public void Legend_OfValues_HasClassesByNaturalBreaksAndATable()
    {
        var legend = Render<MapLegend>(parameters => parameters.Add(part => part.View, View)
            .Add(part => part.Values, new Dictionary<string, decimal> { ["01"] = 0, ["02"] = 5, ["03"] = 6, ["04"] = 900, ["05"] = 1_000 })
            .Add(part => part.Names, new Dictionary<string, string> { ["05"] = "东街" }));
        var classes = legend.FindAll(".map-legend li").Select(one => one.TextContent.Trim()).ToList();
        Assert.Equal("0", classes[0]);
        Assert.Equal("1,000", classes[^1].Split('–')[^1].Trim());
        Assert.Equal(["05 东街", "04", "03", "02", "01"], legend.FindAll("tbody tr").Select(row => row.Children[0].TextContent.Trim()));
        Assert.Equal("1,000", legend.Find("tbody td:nth-child(2)").TextContent);
    }

    [Fact]
    public void Classes_OfCodesOfTwoLengths_Throw()
    {
        Assert.Throws<ArgumentException>(() => MapClasses.Of(new Dictionary<string, decimal> { ["1"] = 1, ["22"] = 2 }));
        Assert.Throws<ArgumentException>(() => MapClasses.Of(new Dictionary<string, decimal> { ["1"] = -1 }));
        Assert.Empty(MapClasses.Of(new Dictionary<string, decimal>()).Legend);
    }

    [Fact]
    public void Switch_OfACity_OffersWhatThereIsAndTellsWhatIsChosen()
    {
        List<object?> told = [];
        var choice = Switch(["grids", "components"], told);
        Assert.Equal(["Grids", "Components", "Base map"], choice.FindAll("label")
            .Select(label => label.FirstChild!.NodeType == AngleSharp.Dom.NodeType.Text
            ? label.FirstChild.TextContent.Trim() : label.TextContent.Trim()));
        Assert.Contains("02 ", choice.Find("option[value='02']").TextContent, StringComparison.Ordinal);
        choice.Find("input").Change(false);
        choice.FindAll("select")[0].Change("02");
        choice.FindAll("select")[0].Change("-");
        choice.FindAll("select")[1].Change("city");
        Assert.Equal([new MapSwitch.Choice("grids", false, ""), new MapSwitch.Choice("components", true, "02"),
            new MapSwitch.Choice("components", false, ""), "city"], told);
    }

    [Fact]
    public void Switch_OfAHubWithNothing_HasTheLegendAlone()
    {
        var choice = Render<MapSwitch>(
            parameters => parameters.Add(part => part.View, View).Add(part => part.Layers, []).Add(part => part.Majors, [])
            .Add(part => part.Grounds, []));
        Assert.Empty(choice.FindAll("label"));
        Assert.Equal(4, choice.FindAll(".map-legend li").Count);
    }

    private IRenderedComponent<MapSwitch> Switch(string[] layers, List<object?> told) => Render<MapSwitch>(parameters => parameters
        .Add(part => part.View, View).Add(part => part.Layers, layers).Add(part => part.Majors, ["01", "02"])
        .Add(part => part.Grounds, [TileSource.OfFile("city", new LocalizedText("城市底图", "City"), "x")])
        .Add(part => part.OnLayer, choice => told.Add(choice)).Add(part => part.OnGround, id => told.Add(id)));
}
