using System.Text.Json;

namespace CityKit.Testing.Scenarios;

/// <summary>A sensor that the register has now, as the hub lists it.</summary>
internal sealed record SensorRow(string Device, string Name, string Quantity)
{
    internal string Key => $"{Device}/{Name}";

    internal static SensorRow Of(string device, ReadOnlyMemory<byte> row)
    {
        var json = JsonElement.Parse(row.Span);
        return new SensorRow(device, json.GetProperty("sensor").GetString()!, json.GetProperty("quantity").GetString()!);
    }
}
