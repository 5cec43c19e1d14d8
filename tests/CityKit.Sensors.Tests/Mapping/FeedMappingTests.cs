using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Mapping;
using NodaTime;

namespace CityKit.Sensors.Tests.Mapping;

public sealed class FeedMappingTests
{
    private static readonly Instant Eight = Instant.FromUtc(2026, 3, 2, 0, 0);

    [Theory] // one moment as vendors write it
    [InlineData("iso", "\"2026-03-02T08:00:00+08:00\"")]
    [InlineData("unix-s", "1772409600")]
    [InlineData("unix-s", "\"1772409600\"")]
    [InlineData("unix-ms", "1772409600000")]
    [InlineData("local", "\"2026-03-02 08:00:00\"")]
    [InlineData("local", "\"2026-03-02 08:00:00.000\"")]
    [InlineData("local-digits", "\"20260302080000\"")]
    [InlineData("basic", "\"20260302T000000Z\"")]
    public void Map_TimeInEachFormat_IsTheMoment(string format, string written)
    {
        var mapped = Map($$"""{"as": "contact", "sensor": "s", "value": 1, "time": {"path": "$.t", "format": "{{format}}"} }""",
            "{\"t\": " + written + "}");
        Assert.Equal(Eight, Assert.Single(mapped.Readings).At);
    }

    [Theory]
    [InlineData("unix-s", "1e13")]
    [InlineData("unix-s", "-1")]
    [InlineData("unix-ms", "99999999999999999999999")]
    [InlineData("local", "\"2026-02-30 08:00:00\"")]
    [InlineData("iso", "\"2026-03-02T08:00:00\"")]
    [InlineData("iso", "null")]
    [InlineData("basic", "\"19991231T000000Z\"")]
    public void Map_TimeThatIsNone_IsARejectWithPathAndValue(string format, string written)
    {
        var mapped = Map($$"""{"as": "contact", "sensor": "s", "value": 1, "time": {"path": "$.t", "format": "{{format}}"} }""",
            "{\"t\": " + written + "}");
        Assert.Empty(mapped.Readings);
        Assert.Equal((1L, "$.t"), Assert.Single(mapped.Rejects) is var reject ? (reject.Row, reject.Field) : default);
        Assert.Contains(format, mapped.Rejects[0].Reason.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"value\": \"$.v\"", "true", 1)]
    [InlineData("\"value\": \"$.v\"", "\"12.5\"", 12.5)]
    [InlineData("\"value\": {\"path\": \"$.v\", \"scale\": 0.001}", "4120", 4.12)]
    [InlineData("\"value\": {\"path\": \"$.v\", \"map\": {\"alarm\": true, \"ok\": false}}", "\"alarm\"", 1)]
    [InlineData("\"value\": {\"path\": \"$.v\", \"map\": {\"1\": 20, \"0\": 0}}", "1", 20)]
    public void Map_Value_IsWhatItStandsFor(string value, string written, double expected)
    {
        var mapped = Map($$"""{"as": "reading", "sensor": "s", {{value}}, "unit": "m", "time": "received"}""", "{\"v\": " + written + "}");
        Assert.Equal(((decimal)expected, "m", (Instant?)null),
            Assert.Single(mapped.Readings) is var r ? (r.Value.Number, r.Value.Unit, r.At) : default);
    }

    [Theory]
    [InlineData("\"n/a\"")]
    [InlineData("1e30")]
    [InlineData("99999999999999")]
    public void Map_ValueThatIsNoNumber_IsRejected(string written)
    {
        var mapped = Map("""{"as": "reading", "sensor": "s", "value": "$.v", "time": "received"}""", "{\"v\": " + written + "}");
        Assert.Equal("$.v", Assert.Single(mapped.Rejects).Field);
        Assert.Empty(mapped.Readings);
    }

    [Fact]
    public void Map_RowsOfAnArray_AreReadEachAndBadOnesLoseNoOther()
    {
        var mapped = Map(
            """{"rows": "$.list[*]", "where": {"@.kind": "level"}, "as": "reading", "sensor": """
            + """{"path": "@.id", "prefix": "lv-"}, "value": "@.v", "unit": "$.unit", "time": "received"}""",
            """
            {"unit": "cm", "list": [
              {"kind": "level", "id": "A1", "v": 1}, {"kind": "level", "id": "no name", "v": 2}, {"kind": "battery", "id": "A1", "v": 3},
              {"kind": "level", "id": "A4"}, {"kind": "level", "id": "A5", "v": 5}]}
            """);
        Assert.Equal(["lv-a1 1 cm", "lv-a5 5 cm"], mapped.Readings.Select(r => $"{r.Sensor} {r.Value}"));
        Assert.Equal((2L, "@.id", "lv-no name"),
            Assert.Single(mapped.Rejects) is var reject ? (reject.Row, reject.Field, reject.Value) : default);
    }

    [Fact]
    public void Map_MessageInAText_IsLookedInto()
    {
        var mapped = Map(
            """{"where": {"$.msg.type": "1"}, "as": "register", "sensor": "$.msg.imei", "value": "$.msg.value", "unit": "m3", "time": """
            + """{"path": "$.msg.at", "format": "unix-ms"}}""",
            """{"msg": "{\"type\":1,\"imei\":\"86\",\"at\":1772409600000,\"value\":12.5}"}""");
        Assert.True(Assert.Single(mapped.Readings) is { IsRegister: true, Value.Number: 12.5m });
    }

    [Fact]
    public void Map_NamesWithDotsAndIndexes_AreFound()
    {
        var mapped = Map("""{"as": "contact", "sensor": "$['a.b'][1].name", "value": "$['x']", "time": "received"}""",
            """{"a.b": [{}, {"name": "s2"}], "x": 0}""");
        Assert.Equal("s2", Assert.Single(mapped.Readings).Sensor.Value);
    }

    [Theory] // what is wrong, and where
    [InlineData("""{"as": "contact", "sensor": "s", "value": "level", "time": "received"}""", "readings[0].value")]
    [InlineData("""{"as": "contact", "sensor": "$.a b", "value": 1, "time": "received"}""", "readings[0].sensor")]
    [InlineData("""{"as": "gauge", "sensor": "s", "value": 1, "time": "received"}""", "readings[0].as")]
    [InlineData("""{"as": "register", "sensor": "s", "value": 1, "time": "$.t"}""", "readings[0].unit")]
    [InlineData("""{"as": "register", "sensor": "s", "value": 1, "unit": "m3", "time": "received"}""", "readings[0].time")]
    [InlineData("""{"as": "contact", "sensor": "s", "value": 1}""", "readings[0].time")]
    [InlineData("""{"as": "contact", "sensor": "s", "value": {"path": "$.v", "map": {"1": "yes"}}, "time": "received"}""",
        "readings[0].value.map.1")]
    [InlineData("""{"as": "contact", "sensor": "s", "value": 1, "time": {"path": "$.t", "format": "unix"}}""", "readings[0].time.format")]
    [InlineData("""{"as": "contact", "sensor": "s", "value": 1, "time": "received", "wher": {}}""", "readings[0].wher")]
    [InlineData("""{"where": {"type": "1"}, "as": "contact", "sensor": "s", "value": 1, "time": "received"}""", "readings[0].where.type")]
    public void Read_FileWithAMistake_NamesLineColumnAndPath(string reading, string path)
    {
        Assert.Null(FeedMapping.Read(File(reading), out var errors));
        var error = Assert.Single(errors);
        Assert.Equal((path, 2), (error.Path, error.Line));
    }

    [Fact]
    public void Read_CheckAndZone_AreRead()
    {
        var mapping = FeedMapping.Read("""
            {"version": 1, "feed": "f", "zone": "Asia/Urumqi", "echo": "msg", "readings": [],
             "check": {"kind": "hmac", "name": "X-Sign", "encoding": "base64", "prefix": "v1=", "timeHeader": "X-Time", "tolerance": "PT1M"}}
            """u8, out var errors);
        Assert.Empty(errors);
        Assert.Equal(
            new FeedCheck(FeedCheckKind.Hmac, "X-Sign")
            {
                IsBase64 = true, Prefix = "v1=", TimeHeader = "X-Time", Tolerance = Duration.FromMinutes(1),
            },
            mapping!.Check);
        Assert.Null(FeedMapping.Read("""{"version": 1, "feed": "f", "zone": "Asia/Nowhere", "readings": []}"""u8, out errors));
        Assert.Equal("zone", Assert.Single(errors).Path);
    }

    private static MappedMessage Map(string reading, string message)
    {
        var mapping = FeedMapping.Read(File(reading), out var errors);
        Assert.True(mapping is not null, errors.ToString());
        return mapping.Map(JsonText.Parse(Encoding.UTF8.GetBytes(message), out _)!);
    }

    private static byte[] File(string reading) =>
        Encoding.UTF8.GetBytes("{\"version\": 1, \"feed\": \"f\", \"readings\": [\n" + reading + "]}");
}
