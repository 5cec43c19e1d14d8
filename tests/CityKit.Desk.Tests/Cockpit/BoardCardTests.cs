using Bunit;
using CityKit.Core;
using CityKit.Desk.Cockpit;
using CityKit.Desk.Shell;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>A board as it is drawn: whatever is in it is said in words too.</summary>
public sealed class BoardCardTests : BunitContext
{
    private static readonly DeskView View = new("/desk/", DeskLanguage.English, false);
    private static readonly LocalizedText Word = new("词", "word");

    [Fact]
    public void Board_WithNothing_SaysSo() => Assert.Equal("Nothing yet", Draw(new() { Title = Word }).Find(".cockpit-note").TextContent);

    [Fact]
    public void Board_OfANumber_HasItsTargetItsChangeAndTheCasesBehind()
    {
        var number = new BoardNumber(Word, new(0.9512m, BoardUnit.Rate) { Tone = BoardTone.Good, Link = "duty?show=items" })
            { Target = 0.95m, Change = -0.011m };
        var drawn = Draw(new() { Title = Word, Numbers = [number] });
        Assert.Equal("/desk/duty?show=items", drawn.Find("dd a").GetAttribute("href"));
        Assert.Equal("on target", drawn.Find(".cockpit-mark").GetAttribute("aria-label"));
        Assert.Contains("95.1 %", drawn.Find("dd").TextContent, StringComparison.Ordinal);
        Assert.Equal(["target 95 %", "▼ −1.1 % against the period before"], drawn.FindAll("small").Select(small => small.TextContent));
    }

    [Fact]
    public void Board_OfATrend_IsALineWithATableOfTheSame()
    {
        var trend = new BoardTrend(Word, [("9-1", 0.9m), ("9-2", null), ("9-3", 0.94m), ("9-4", 0.96m)], BoardUnit.Rate, IsLine: true)
            { Target = 0.95m };
        var drawn = Draw(new() { Title = Word, Trend = trend });
        Assert.Equal(2, drawn.FindAll("polyline:not(.cockpit-dot)").Count); // interrupted where there is no number
        Assert.Equal(["90 %", "–", "94 %", "96 %"], drawn.FindAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Board_OfDaysWithoutAny_DrawsNoBarAndDividesByNothing()
    {
        var drawn = Draw(new() { Title = Word, Trend = new BoardTrend(Word, [("9-1", 0), ("9-2", 0)], BoardUnit.Count, IsLine: false) });
        Assert.All(drawn.FindAll("rect"), bar => Assert.Equal("0", bar.GetAttribute("height")));
    }

    [Fact]
    public void Board_OfParts_IsARingThatSaysThem()
    {
        BoardPart[] parts = [
            new(Word, 3, BoardTone.Good, "operations"), new(new("无", "none"), 0, BoardTone.Bad, "operations"),
            new(new("余", "rest"), 1, BoardTone.Plain)];
        var drawn = Draw(new() { Title = Word, Parts = parts });
        Assert.Equal("word: word 3, none 0, rest 1", drawn.Find("svg").GetAttribute("aria-label"));
        Assert.Equal(["75 100", "25 100"], drawn.FindAll("circle[stroke-dasharray]").Select(arc => arc.GetAttribute("stroke-dasharray")));
        Assert.Single(drawn.FindAll("a"));
    }

    [Fact]
    public void Board_OfATable_HasBarsBySizeAndATree()
    {
        var table = new BoardTable([Word, Word], [new([BoardCell.Of("city"), new(1200)]), new([BoardCell.Of("district"), new(300)], 1)])
            { Bars = 1 };
        var drawn = Draw(new() { Title = Word, Table = table });
        Assert.Equal(["100", "25"], drawn.FindAll("rect").Select(bar => bar.GetAttribute("width")));
        Assert.Equal("1,200", drawn.Find("td").TextContent.Trim());
        Assert.Equal("1", drawn.FindAll("tbody th")[1].GetAttribute("data-depth"));
    }

    private IRenderedComponent<BoardCard> Draw(BoardContent content) =>
        Render<BoardCard>(with => with.Add(card => card.View, View).Add(card => card.Place, 0).Add(card => card.Content, content));
}
