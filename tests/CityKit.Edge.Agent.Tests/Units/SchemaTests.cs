using System.Text;
using System.Text.Json.Nodes;
using CityKit.Core.Text;
using CityKit.Edge.Agent.Tests.Support;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;

namespace CityKit.Edge.Agent.Tests.Units;

/// <summary>
/// docs/edge.schema.json says what the reader reads, no more and no less: the reader itself names what it knows when it meets a member it
/// does not.
/// </summary>
public sealed class SchemaTests
{
    private const string Key = // the generator of P-256
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==";

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Data");
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Home, "edge.schema.json")))!.AsObject();

    public static TheoryData<string> Kinds => [.. Branches.Select(KindOf)];

    private static IEnumerable<JsonNode> Branches => Schema["properties"]!["sensors"]!["items"]!["oneOf"]!.AsArray().Select(b => b!);

    [Theory]
    [InlineData("edge.json")]
    [InlineData("sample-edge.json")]
    [InlineData("packaged-edge.json")]
    [InlineData("example-edge.json")]
    public void Schema_FilesThatTheReaderTakes_AreValid(string file)
    {
        var text = File.ReadAllText(Path.Combine(Home, file));
        Assert.Empty(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text), new EdgeBuilder().AddDevices().Kinds).Errors);
        Assert.Empty(SmallSchema.Errors(Schema, JsonNode.Parse(text)));
    }

    [Theory]
    [InlineData("""{"device": "a b", "lines": [], "sensors": []}""")]
    [InlineData("""{"device": "a", "lines": []}""")]
    [InlineData("""{"device": "a", "lines": [], "sensors": [], "rules": "r.json"}""")]
    [InlineData("""{"device": "a", "lines": [{"name": "l", "bias": "up"}], "sensors": []}""")]
    [InlineData("""{"device": "a", "lines": [{"name": "l", "buffer": 15}], "sensors": []}""")]
    [InlineData("""{"device": "a", "lines": [{"name": "l"}], "sensors": [{"name": "s", "kind": "contact", "line": "l", "spacingMm": 3000}]}""")]
    [InlineData("""{"device": "a", "lines": [{"name": "l"}], "sensors": [{"name": "s", "kind": "radar", "line": "l"}]}""")]
    [InlineData("""{"device": "a", "lines": [], "sensors": [], "hub": {"url": "ftp://x/"}}""")]
    public void Schema_WhatTheReaderRefuses_IsRefused(string text)
    {
        Assert.NotEmpty(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text)).Errors);
        Assert.NotEmpty(SmallSchema.Errors(Schema, JsonNode.Parse(text)));
    }

    [Theory]
    [InlineData("", """{"device": "a", "lines": [], "sensors": [], "nobody": 1}""")]
    [InlineData("hub", """{"device": "a", "lines": [], "sensors": [], "hub": {"url": "http://x/", "nobody": 1}}""")]
    [InlineData("outbox", """{"device": "a", "lines": [], "sensors": [], "outbox": {"nobody": 1}}""")]
    [InlineData("lines", """{"device": "a", "lines": [{"name": "l", "nobody": 1}], "sensors": []}""")]
    public void Schema_Members_AreTheReaders(string place, string text)
    {
        var at = place == "" ? Schema : Schema["properties"]![place]!;
        Assert.Equal(Names(at["items"] ?? at).Where(name => name != "$schema"), Known(text));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_SensorMembers_AreTheReaders(string kind)
    {
        // The lines and numbers are there so that the reader goes on to the end.
        var text = $$"""{"device": "a", "lines": [{"name": "l"}, {"name": "m"}], "channels": [{"name": "c", "kind": "iio", "path": "p", "periodMs": 100}{{Gate}}], "outputs": [{"name": "o", "kind": "gate"}], "sensors": [{"name": "s", "kind": "{{kind}}", "nobody": 1, {{Needed(kind)}}}]}""";
        Assert.Equal(Names(Branches.First(b => KindOf(b) == kind)),
            Known(text).Where(member => member != "evidence" || kind is "barriers" or "external"));
    }

    [Theory]
    [InlineData("iio", "")]
    [InlineData("hwmon", "")]
    [InlineData("one-wire", "")]
    [InlineData("serial-meter", "\"prefix\": \"1.8.0\",")]
    [InlineData("code-scanner", "\"saltFile\": \"s\",")]
    [InlineData("pass-scanner", "\"trustFile\": \"t\", \"trustKey\": \"" + Key + "\",")]
    public void Schema_ChannelMembers_AreTheReaders(string kind, string needed)
    {
        var text = $$"""{"device": "a", "lines": [], "sensors": [], "channels": [{"name": "c", "kind": "{{kind}}", {{needed}} "path": "p", "periodMs": 100, "nobody": 1}]}""";
        var branch = Schema["properties"]!["channels"]!["items"]!["oneOf"]!.AsArray()
            .Single(b => b!["properties"]!["kind"]!["enum"]!.AsArray().Any(k => (string)k! == kind));
        Assert.Equal(Names(branch!), Known(text));
    }

    [Fact]
    public void Schema_BeamMembers_AreTheReaders()
    {
        var text = """{"device": "a", "lines": [{"name": "l"}, {"name": "m"}], "sensors": [{"name": "s", "kind": "barriers", "upperLine": "l", "lowerLine": "m", "spacingMm": 3000, "beam": {"responseTimeUs": 500, "widthMm": 10, "rangeMm": 10000, "smallestMm": 200, "highestDropMm": 60000, "nobody": 1}}]}""";
        Assert.Equal(Names(Branches.First(b => KindOf(b) == "barriers")["properties"]!["beam"]!), Known(text));
    }

    [Fact]
    public void Schema_Kinds_AreTheReaders()
    {
        var error = Assert.Single(
            EdgeConfiguration.Parse("""{"device": "a", "lines": [], "sensors": [{"name": "s", "kind": "nobody"}]}"""u8).Errors);
        Assert.Equal(Branches.Select(KindOf).Order(), error.Allowed.En.Split(", ").Order());
    }

    private static string Gate => $$"""
        , {"name": "p", "kind": "pass-scanner", "path": "q", "periodMs": 100, "trustFile": "t", "trustKey": "{{Key}}"}
        """;

    private static string KindOf(JsonNode branch) => (string)branch["properties"]!["kind"]!["const"]!;

    private static string Needed(string kind) => kind switch
    {
        "external" => "\"line\": \"l\", \"device\": \"d\", \"channel\": \"c\"",
        "alarm-key" => "\"line\": \"l\", \"resetAfterS\": 60",
        "line-watch" => "\"line\": \"l\", \"silentAfterS\": 60",
        "channel" or "code" => "\"channel\": \"c\"",
        "supervised-contact" => "\"channel\": \"c\", \"pullUpOhms\": 4700, \"closedOhms\": 1000, \"openOhms\": 5700, \"fullScale\": 4096",
        "pass" => "\"channel\": \"p\", \"gate\": \"g\", \"types\": [\"rider\"], \"output\": \"o\"",
        "barriers" => "\"upperLine\": \"l\", \"lowerLine\": \"m\", \"spacingMm\": 3000",
        _ => "\"line\": \"l\"",
    };

    private static IEnumerable<string> Names(JsonNode schema) =>
        schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Known(string text) => UnknownMember(text).Allowed.En.Split(", ");

    private static ConfigError UnknownMember(string text) => Assert.Single(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text)).Errors);
}
