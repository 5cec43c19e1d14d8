using System.Globalization;
using System.Text.Json;

namespace CityKit.Edge.Agent.Commissioning;

/// <summary>An event that the running agent reported.</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="Kind">What it reports.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsTest">Whether it is marked as a test.</param>
/// <param name="Json">All of it, as the agent wrote it.</param>
internal sealed record SeenEvent(string Sensor, string Kind, long Value, bool IsTest, JsonElement Json)
{
    internal static SeenEvent Of(JsonElement json) =>
        new(json.GetProperty("sensor").GetString()!, json.GetProperty("kind").GetString()!, json.GetProperty("value").GetInt64(),
            json.GetProperty("test").GetBoolean(), json.Clone());

    public override string ToString()
    {
        var at = Json.TryGetProperty("at", out var told) ? told + "  " : "";
        var fields = string.Concat(Json.GetProperty("fields").EnumerateObject().Select(f => $" {f.Name}={f.Value}"));
        return $"{at}{Kind} {Value.ToString(CultureInfo.InvariantCulture)}{fields}";
    }
}
