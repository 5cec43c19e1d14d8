using System.Net;
using System.Text;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Sensors.Register;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class FeedTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task SameBatch_IsTakenOnceAndOtherRowsUnderItsIdAreRefused()
    {
        await using var city = await TestCity.StartAsync();
        Assert.Equal((4, 0, 0), Counts(await city.Hub.AcceptAsync(DeskTests.LowGas())));
        Assert.Equal((0, 4, 0), Counts(await city.Hub.AcceptAsync(DeskTests.LowGas())));
        // under another id each reading is known all the same
        Assert.Equal((0, 4, 0), Counts(await city.Hub.AcceptAsync(DeskTests.LowGas("b-2"))));
        var other = DeskTests.LowGas() with { Rows = [Row("g-1", 101, "m3", At)] };
        Assert.Equal("batch-id-reused", (await city.Hub.AcceptAsync(other)).Refusal!.Code);
        Assert.Single(await city.AlertsAsync());
    }

    [Fact]
    public async Task Rows_ThatCannotBeJudged_AreUndecidedAndLoseNoOther()
    {
        await using var city = await TestCity.StartAsync();
        city.Time.Advance(Duration.FromHours(2));
        var answer = await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("gas-co"), "b-1", [
            Row("unknown", 1, "m3", At), Row("g-1", 1, "kWh", At), Row("g-1", 10, "m3", At),
            Row("g-1", 9, "m3", At + Duration.FromHours(1)), Row("g-1", 11, "m3", At + Duration.FromHours(2))]));
        Assert.Equal((2, 0, 3), Counts(answer));
        Assert.Equal(["undecided", "undecided", "doubtful", "doubt-refuted"], (await city.FindingsAsync()).Select(f => f.Code));
    }

    [Fact]
    public async Task BadBatchId_IsRefused()
    {
        await using var city = await TestCity.StartAsync();
        Assert.Equal("bad-id", (await city.Hub.AcceptAsync(DeskTests.LowGas("no id"))).Refusal!.Code);
        Assert.Equal("bad-id", (await city.Hub.AcceptAsync(DeskTests.LowGas(""))).Refusal!.Code);
    }

    [Fact]
    public async Task Http_TakesCsvFromTheUtilityAndNamesBadRows()
    {
        await using var city = await HttpCity.StartAsync();
        const string Csv = "register,unit,reading,readAt,receivedAt,source\n"
            + "g-1,m3,100.5,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,remote\n"
            + "g-1,m3,not a number,2026-03-01T01:00:00Z,2026-03-02T00:00:00Z,remote\n";
        var utility = Cases.Actor.Of("gas-1", "gas company", Cases.Role.Utility);
        var (status, json) = await city.SendAsync(HttpMethod.Post, "feeds/gas-co?batch=b-1", utility, Content(Csv));
        Assert.Equal((HttpStatusCode.OK, 1, 1), (status, json.GetProperty("accepted").GetInt32(), json.GetProperty("rejected").GetInt32()));
        Assert.Equal("reading", json.GetProperty("rejects")[0].GetProperty("field").GetString());
        Assert.Equal(HttpStatusCode.Forbidden,
            (await city.SendAsync(HttpMethod.Post, "feeds/gas-co?batch=b-2", TestCity.Resident, Content(Csv))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.SendAsync(HttpMethod.Post, "feeds/gas-co", utility, Content(Csv))).Status);
    }

    [Theory] // Chinese Excel's CSV is GBK
    [InlineData("text/csv; charset=gbk", HttpStatusCode.OK)]
    [InlineData("text/csv", HttpStatusCode.OK)]
    [InlineData("text/csv; charset=klingon", HttpStatusCode.UnsupportedMediaType)]
    public async Task Http_EncodingOfTheContentType_IsReadOrRefused(string type, HttpStatusCode expected)
    {
        await using var city = await HttpCity.StartAsync();
        const string Csv = "register,unit,reading,readAt,receivedAt,source\ng-1,m3,100.5,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,人工抄表\n";
        using var content = new ByteArrayContent(Core.Text.TextEncodings.Gb18030.GetBytes(Csv));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var (status, json) = await city.SendAsync(
            HttpMethod.Post, "feeds/gas-co?batch=b-1", Cases.Actor.Of("gas-1", "gas company", Cases.Role.Utility), content);
        Assert.Equal(expected, status);
        if (status == HttpStatusCode.OK)
            Assert.Equal((1, 0), (json.GetProperty("accepted").GetInt32(), json.GetProperty("rejected").GetInt32()));
    }

    private static (int, int, int) Counts(FeedAnswer answer) => (answer.Accepted, answer.Duplicates, answer.Undecided);

    private static RegisterReading Row(string register, decimal reading, string unit, Instant at) =>
        new(SensorName.Parse(register), new Amount(reading, unit), at, at);

    private static StringContent Content(string csv) => new(csv, Encoding.UTF8, "text/csv");
}
