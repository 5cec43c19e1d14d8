using System.Text;
using CityKit.Cases.Rewards;
using CityKit.Core;

namespace CityKit.Cases.Tests.Rewards;

/// <summary>The file of a scheme.</summary>
public class RewardRulesTests
{
    private const string Head =
        """{"schema": 1, "version": "1", "label": "invented", "profile": "reward-snapshot", "verified": ["closed"], "closeWithinDays": 60, """;
    private const string First = """ "first": {"metres": 50, "withinDays": 30}, """;
    private const string Kinds =
        """ "classes": [{"id": "A", "zh": "甲", "en": "a", "kinds": [{"id": "A1", "zh": "甲一", "en": "a1", "fen": 200, "basis": "invented"}]}]}""";

    [Fact]
    public void Starter_HasFiveClassesAndFourteenKinds_EachWithItsBasis()
    {
        var rules = RewardWorld.Starter;
        Assert.Equal(["A", "B", "C", "D", "E"], rules.Classes.Select(each => each.Id));
        Assert.Equal(14, rules.Kinds.Count);
        Assert.All(rules.Kinds, kind => Assert.Matches("^(notice|invented)", kind.Basis));
        Assert.All(rules.Kinds, kind => Assert.InRange(kind.Fen, 200, 10_000));
        Assert.Equal((200, 10_000), (rules.Kinds.Min(kind => kind.Fen), rules.Kinds.Max(kind => kind.Fen)));
        Assert.Equal(["B1 squareMetres > 5", "C1 squareMetres >= 2 or cubicMetres >= 2", "C3 percent > 10"],
            rules.Kinds.Where(kind => kind.Id is "B1" or "C1" or "C3").Select(kind => $"{kind.Id} {kind.Measured.Single()}"));
        Assert.Equal((RewardEvidence.Video, "videoSeconds <= 30"),
            (rules.KindOf("A2")!.Evidence, rules.KindOf("A2")!.Measured.Single().ToString()));
    }

    [Theory]
    [InlineData(""" "first": {"metres": 0, "withinDays": 30}, """, "", "1:150", "first.metres")]
    [InlineData(First, """ "limits": [{"of": "person", "per": "day"}], """, "", "limits[0]")]
    [InlineData(First, """ "limits": [{"of": "person", "per": "week", "fen": 1}], """, "", "limits[0].per")]
    [InlineData(First, """ "limits": [{"of": "person", "per": "day", "fen": 1}, {"of": "person", "per": "day", "fen": 2}], """, "",
        "limits")]
    [InlineData(First, """ "area": {"codes": ["3702x"]}, """, "", "area.codes")]
    [InlineData(First, """ "area": {"polygons": [[[120, 36], [121, 36]]]}, """, "", "area.polygons")]
    [InlineData(First, """ "area": {"polygons": [[[120, 36], [121, 36], [121, 96]]]}, """, "", "area.polygons")]
    [InlineData(First, """ "area": {"polygons": 7}, """, "", "area.polygons")]
    [InlineData(First, """ "colour": 1, """, "", "colour")]
    public void Read_AFileWithAnError_SaysWhere(string first, string more, string at, string path)
    {
        var rules = RewardRulesReader.Read(Encoding.UTF8.GetBytes(Head + first + more + Kinds), out var errors);
        Assert.Null(rules);
        var error = Assert.Single(errors);
        Assert.Equal(path, error.Path);
        if (at.Length > 0) Assert.Equal(at, $"{error.Line}:{error.Column}");
    }

    [Theory]
    [InlineData(""" "fen": 199 """, "fen")]
    [InlineData(""" "fen": 10001 """, "fen")]
    [InlineData(""" "fen": 200, "evidence": "word" """, "evidence")]
    [InlineData(""" "fen": 200, "measured": [{"field": "percent"}] """, "measured[0]")]
    [InlineData(""" "fen": 200, "measured": [{"field": "percent", "atLeast": 1, "atMost": 2}] """, "measured[0]")]
    [InlineData(""" "fen": 200, "measured": [{"field": "percent", "atLeast": -1}] """, "measured[0].atLeast")]
    public void Read_AKindWithAnError_SaysWhere(string member, string path)
    {
        var kinds = Kinds.Replace(""" "fen": 200""", member, StringComparison.Ordinal);
        Assert.Null(RewardRulesReader.Read(Encoding.UTF8.GetBytes(Head + First + kinds), out var errors));
        Assert.Equal($"classes[0].kinds[0].{path}", Assert.Single(errors).Path);
    }

    [Fact]
    public void Read_AKindTwice_IsRejected()
    {
        var twice = RewardRules.StarterText.Replace("\"id\": \"E2\"", "\"id\": \"A1\"", StringComparison.Ordinal);
        Assert.Null(RewardRulesReader.Read(Encoding.UTF8.GetBytes(twice), out var errors));
        Assert.Contains("'A1' twice", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120.5, "370203991001001", true)]
    [InlineData(121.5, "370203991001001", false)]
    [InlineData(120.5, "370199991001001", false)]
    [InlineData(120.5, null, false)]
    public void Contains_AnAreaWithCodeAndPolygon_AsksForBoth(double longitude, string? grid, bool expected)
    {
        const string Area = """ "area": {"codes": ["3702"], "polygons": [[[120, 36], [121, 36], [121, 37], [120, 37]]]}, """;
        var area = RewardWorld.Read(Head + First + Area + Kinds).Area;
        Assert.Equal(expected, area.Contains(new WorkPlace { Grid = grid, Point = GeoPoint.FromDegrees(longitude, 36.5) }));
    }
}
