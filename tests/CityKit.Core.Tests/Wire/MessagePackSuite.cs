using System.Text.Json;

namespace CityKit.Core.Tests.Wire;

/// <summary>The public MessagePack test suite (Data/SOURCES.md): values with every encoding that stands for them.</summary>
internal static class MessagePackSuite
{
    private static readonly JsonDocument Document = Load();

    public static IEnumerable<(string Group, int Index)> Cases =>
        from part in Document.RootElement.EnumerateObject()
        from index in Enumerable.Range(0, part.Value.GetArrayLength())
        select (part.Name, index);

    /// <summary>What kind of value it is: the suite's own member name, "bignum" before "number".</summary>
    public static (string Kind, JsonElement Value) ValueOf(string group, int index)
    {
        var members = Document.RootElement.GetProperty(group)[index].EnumerateObject().Where(m => m.Name != "msgpack").ToList();
        var chosen = members.OrderBy(m => m.Name == "bignum" ? 0 : 1).First();
        return (chosen.Name, chosen.Value);
    }

    public static IReadOnlyList<byte[]> EncodingsOf(string group, int index) =>
        [.. Document.RootElement.GetProperty(group)[index].GetProperty("msgpack").EnumerateArray().Select(e => FromHex(e.GetString()!))];

    public static byte[] FromHex(string dashed) => Convert.FromHexString(dashed.Replace("-", "", StringComparison.Ordinal));

    private static JsonDocument Load()
    {
        using var stream = typeof(MessagePackSuite).Assembly.GetManifestResourceStream("msgpack-test-suite.json")!;
        return JsonDocument.Parse(stream);
    }
}
