using System.Text;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using NodaTime;

namespace CityKit.Grids.Tests.Nets;

public class NetLocatorTests
{
    private const string Community = "370202014901";
    private const string Garbage = "GB/T 47678.5-2026:matter:06010";
    private static readonly LocalDate Today = new(2026, 11, 21);
    private static readonly GeoPoint InFirst = GeoPoint.FromDegrees(120.402, 36.065);
    private static readonly GeoPoint InSecond = GeoPoint.FromDegrees(120.408, 36.065);

    [Fact]
    public void WhoAnswers_GovernanceNet_RunsThroughItsSixLevelsFromTheNarrowest()
    {
        var answer = Ask(InFirst, Garbage, "governance", Today)!;
        Assert.Equal(["grid", "community", "street", "district", "city", "province"], answer.Chain.Select(step => step.Level.Id));
        Assert.Equal(["sanitation", "", "street-office", "district-centre", "", ""],
            answer.Chain.Select(step => step.Duties.FirstOrDefault()?.Body ?? ""));
        Assert.Equal((Community, "grid"), (answer.Area.ToString(), answer.First!.Level.Id));
    }

    [Fact]
    public void WhoAnswers_Grids_AreAllThePlaceLiesIn() =>
        Assert.Equal(["evaluation-grid:E1", "management-area:M1", "responsibility-grid:R01", "responsibility-grid:R02",
            $"unit-grid:{Community}001"], Ask(InFirst, Garbage, "governance", Today)!.Grids.Select(key => key.ToString()));

    // The class before its major class, that before all matters.
    [Theory]
    [InlineData("GB/T 47678.5-2026:matter:06017", "greening")]
    [InlineData("GB/T 47678.5-2026:matter:06010", "sanitation")]
    [InlineData("GB/T 47678.5-2026:matter:07001", "street-office street-office")] // two grid workers of two unions
    public void WhoAnswers_Matter_GoesToTheClosestDuty(string matter, string bodies) =>
        Assert.Equal(bodies, string.Join(' ', Ask(InFirst, matter, "governance", Today)!.First!.Duties.Select(duty => duty.Body)));

    // The second unit grid left R01 on 2025-01-01 and came to R02 that day.
    [Theory]
    [InlineData(2023, 12, 31, "street")]
    [InlineData(2024, 1, 1, "grid:p-17")]
    [InlineData(2024, 12, 31, "grid:p-17")]
    [InlineData(2025, 1, 1, "grid:p-18")]
    public void WhoAnswers_UnionChanged_GoesByTheDay(int year, int month, int day, string expected)
    {
        var first = Ask(InSecond, "GB/T 47678.5-2026:matter:07001", "governance", new LocalDate(year, month, day))!.First!;
        Assert.Equal(expected, first.Level.Id == "grid" ? $"grid:{Assert.Single(first.Duties).Person}" : first.Level.Id);
    }

    [Fact]
    public void WhoAnswers_OtherNet_HasItsOwnLevels()
    {
        var answer = Ask(InFirst, Garbage, "laoshan", Today)!;
        Assert.Equal(["community", "management-area", "street", "district"], answer.Chain.Select(step => step.Level.Id));
        Assert.Equal("management-area", answer.First!.Level.Id);
    }

    [Theory]
    [InlineData(2024, 5, 31, "p-1")]
    [InlineData(2024, 6, 1, "p-2")]
    public void WhoAnswers_StreetChiefChanged_IsTheOneOfTheDay(int year, int month, int day, string person) =>
        Assert.Equal(person, Assert.Single(Ask(InFirst, Garbage, "street-chiefs", new LocalDate(year, month, day))!.First!.Duties).Person);

    [Fact]
    public void WhoAnswers_OutsideAllMaps_IsNobody() =>
        Assert.Null(Ask(GeoPoint.FromDegrees(121, 36), Garbage, "governance", Today)!.First);

    [Fact]
    public void WhoAnswers_UnknownNet_IsNull() => Assert.Null(Ask(InFirst, Garbage, "none", Today));

    [Fact]
    public void WhoAnswers_SameDigitsInTwoSchemes_AreTwoGrids()
    {
        var text = TestData.Text("nets.json").Replace("responsibility-grid:R01", $"sector-grid:{Community}001", StringComparison.Ordinal);
        var answer = new NetLocator(NetBook.Read(Encoding.UTF8.GetBytes(text), out _)!, Maps())
            .WhoAnswers(InFirst, Garbage, NetId.Parse("governance"), Today)!;
        Assert.Equal(2, answer.Grids.Count(key => key.Code == $"{Community}001"));
    }

    [Theory]
    [InlineData("\"net\": \"laoshan\", \"level\": \"management-area\"", "\"net\": \"laoshan\", \"level\": \"managment-area\"",
        "duties[6].level", "management-area")]
    [InlineData("\"net\": \"laoshan\"", "\"net\": \"laosahn\"", "duties[6].net", "laoshan")]
    [InlineData("\"body\": \"greening\"", "\"body\": \"greenin\"", "duties[5].body", "greening")]
    [InlineData("\"area\": \"370202\",", "\"area\": \"990202\",", "duties[0].area", null)]
    [InlineData("\"area\": \"370202\",", "", "duties[0].grid", null)]
    [InlineData("\"until\": \"2025-01-01\"", "\"until\": \"2025-01-02\"", "unions[1].grid", null)]     // R01 twice on a day
    [InlineData("\"until\": \"2024-06-01\"", "\"until\": \"2024-06-02\"", "duties[8].from", null)]     // two chiefs on a day
    [InlineData("\"until\": \"2024-06-01\"", "\"until\": \"2022-06-01\"", "duties[7].until", null)]
    [InlineData("\"from\": \"2023-01-01\"", "\"from\": \"2023-02-30\"", "duties[7].from", null)]
    [InlineData("\"areas\": [\"370202014901\"]", "\"areas\": []", "unions[3].unitGrids", null)]
    [InlineData("\"id\": \"greening\"", "\"id\": \"sanitation\"", "bodies[3].id", null)]
    public void Read_OneThingWrong_IsNamedWhereItStands(string right, string wrong, string path, string? nearMiss)
    {
        var text = TestData.Text("nets.json");
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Null(NetBook.Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Contains(errors, error => error.Path == path && error.Line > 1 && (nearMiss is null || error.NearMiss == nearMiss));
    }

    [Fact]
    public void Read_FlippedBytes_NeverThrows()
    {
        var original = TestData.Bytes("nets.json");
        for (var seed = 0; seed < 1_000; seed++)
        {
            var (random, bytes) = (new Random(seed), original.ToArray());
            for (var change = random.Next(1, 5); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.True(NetBook.Read(bytes, out var errors) is null == errors.Count > 0, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("basic-grid:B017", true)]
    [InlineData("unit-grid:370202014901001", true)]
    [InlineData("unit-grid:B017", false)]
    [InlineData("B017", false)]
    [InlineData("basic-grid:", false)]
    public void GridKey_Text_ReadsOnlyWhatFitsItsScheme(string text, bool isKey)
    {
        Assert.Equal(isKey, GridKey.TryParse(text, null, out var key));
        Assert.Equal(isKey ? text : "", key.ToString());
    }

    private static NetAnswer? Ask(GeoPoint place, string matter, string net, LocalDate on) =>
        new NetLocator(NetBook.Read(TestData.Bytes("nets.json"), out _)!, Maps()).WhoAnswers(place, matter, NetId.Parse(net), on);

    private static GridMap[] Maps() =>
    [
        new GridMap([Grid(GridScheme.UnitGrid, Community + "001", 120.40, 120.405),
            Grid(GridScheme.UnitGrid, Community + "002", 120.405, 120.41)]),
        new GridMap([Grid(GridScheme.Evaluation, "E1", 120.40, 120.41)]),
    ];

    private static Grid Grid(GridScheme scheme, string code, double west, double east) => new(scheme, code, "", [GeoPolygon.FromRings(
        [GeoPoint.FromDegrees(west, 36.06), GeoPoint.FromDegrees(east, 36.06), GeoPoint.FromDegrees(east, 36.07),
            GeoPoint.FromDegrees(west, 36.07)])]);
}
