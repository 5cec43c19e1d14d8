using System.Text.Json;

namespace CityKit.Import.Maps;

/// <summary>The coordinate system that a member <c>crs</c> names.</summary>
internal static class FeatureSystem
{
    /// <summary>The name in <c>{"type": "name", "properties": {"name": "EPSG:4490"}}</c>; null when there is none.</summary>
    internal static string? Of(ReadOnlySpan<byte> crs)
    {
        using var json = JsonDocument.Parse(crs.ToArray());
        return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("name", out var name)
            && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }
}
