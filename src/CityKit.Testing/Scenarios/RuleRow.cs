using System.Text.Json;
using CityKit.AlertDesk;

namespace CityKit.Testing.Scenarios;

/// <summary>A rule in force, as the hub lists it.</summary>
internal sealed record RuleRow(
    string Id, string Where, string Words, string? Quantity, string? Device, string? Sensor, bool HasLead, bool IsAutomatic)
{
    /// <summary>What <see cref="Alert"/> names as rules that are in no file.</summary>
    internal static bool IsBuiltIn(string rule) => rule is Alert.DeviceOffline or Alert.RuleFailed or Alert.MachineFound;

    internal static RuleRow Of(ReadOnlyMemory<byte> row)
    {
        var json = JsonElement.Parse(row.Span);
        var lead = json.TryGetProperty("lead", out var found) ? found : default(JsonElement?);
        return new RuleRow(Text(json, "id")!, Text(json, "where")!, Text(json, "words")!, Text(json, "quantity"), Text(json, "device"),
            Text(json, "sensor"), lead is not null, lead?.GetProperty("automatic").GetBoolean() ?? false);
    }

    /// <summary>Whether it names nothing that a sensor is not.</summary>
    internal bool IsAbout(SensorRow sensor) => (Quantity ?? sensor.Quantity) == sensor.Quantity
        && (Device ?? sensor.Device) == sensor.Device && (Sensor ?? sensor.Name) == sensor.Name;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
