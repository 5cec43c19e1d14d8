using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CityKit.Edge.Devices.Tests.Table;

/// <summary>
/// The table is the only place that names device types: documents and schema are written from it. With CITYKIT_WRITE_DOCS=1 in the
/// environment these tests write them.
/// </summary>
public sealed partial class TableTests
{
    private static readonly string Docs = typeof(TableTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(m => m.Key == "Docs").Value!;
    private static readonly IReadOnlyList<DeviceType> Types = DeviceTypes.All(new DeviceBuses());
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static bool IsWriting => Environment.GetEnvironmentVariable("CITYKIT_WRITE_DOCS") == "1";

    [Fact]
    public void Document_BelowItsHead_IsWrittenFromTheTable()
    {
        var path = Path.Combine(Docs, "devices.md");
        var text = File.ReadAllText(path);
        var first = FirstPart().Match(text);
        var expected = DeviceTable.Markdown(Types, (first.Success ? text[..first.Index] : text).TrimEnd() + "\n");
        if (IsWriting) File.WriteAllText(path, expected);
        else Assert.Equal(expected, text);
    }

    [Fact]
    public void Schema_Devices_AreWrittenFromTheTable()
    {
        var path = Path.Combine(Docs, "edge.schema.json");
        var schema = JsonNode.Parse(File.ReadAllText(path))!;
        var items = schema["properties"]!["devices"]!["items"]!;
        var expected = DeviceTable.Schema(Types);
        if (IsWriting)
        {
            items["oneOf"] = expected;
            File.WriteAllText(path, schema.ToJsonString(Indented) + "\n");
        }
        else Assert.Equal(expected.ToJsonString(), items["oneOf"]!.ToJsonString());
    }

    [Fact]
    public void Schema_Quantities_AreThoseOfTheTable()
    {
        var channels = JsonNode.Parse(File.ReadAllText(Path.Combine(Docs,
            "edge.schema.json")))!["properties"]!["channels"]!["items"]!["oneOf"]!.AsArray();
        var quantity = channels.Single(c => (string?)c!["properties"]!["kind"]!["enum"]![0] == "device")!["properties"]!["quantity"]!;
        Assert.Equal(Types.SelectMany(t => t.Quantities).Select(q => q.Name).Distinct().Order(StringComparer.Ordinal),
            quantity["enum"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public void Rows_Names_DifferAndEachIsUsable() => Assert.Equal(Types.Count, new EdgeBuilder().AddDevices().Kinds.DeviceTypes.Count);

    [Fact]
    public void Quantities_OfOneName_HaveOneUnit() =>
        Assert.All(Types.SelectMany(t => t.Quantities).GroupBy(q => q.Name), same => Assert.Single(same.Distinct()));

    [Theory]
    [InlineData("dht11")]
    [InlineData("dht22")]
    [InlineData("hcsr04")]
    public void Rows_TimedBySoftware_AreNotThere(string type) => Assert.DoesNotContain(Types, t => t.Name == type);

    [GeneratedRegex(@"^## Sensors", RegexOptions.Multiline)]
    private static partial Regex FirstPart();
}
