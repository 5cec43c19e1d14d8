using System.Globalization;
using System.Text.Json;
using CityKit.Core;
using CityKit.Maps.Tiles;
using CityKit.Modules;

namespace CityKit.Maps;

/// <summary>One layer that the maps have: how much is in it, and around what.</summary>
/// <param name="Name">grids, compounds or components.</param>
/// <param name="Count">How many features.</param>
/// <param name="Box">The box around them.</param>
internal sealed record MapLayer(string Name, int Count, GeoBox Box)
{
    /// <summary>The scheme, of grids.</summary>
    internal string? Scheme { get; init; }

    /// <summary>The major classes that there are, of components, two digits each.</summary>
    internal IReadOnlyList<string> Majors { get; init; } = [];

    /// <summary>What is in some maps; a layer without a feature is none.</summary>
    internal static IEnumerable<MapLayer> Of(CityMaps maps)
    {
        foreach (var tiles in maps.Grids)
            yield return new MapLayer("grids", tiles.Map.Grids.Length, tiles.Box) { Scheme = tiles.Map.Grids[0].Scheme.Value };
        if (maps.Compounds?.Map.Compounds is { IsEmpty: false } compounds)
            yield return new MapLayer("compounds", compounds.Length,
                compounds.Select(compound => compound.Outline.Bounds).Aggregate((a, b) => a.Union(b)));
        if (maps.Components is { Count: > 0 } components)
            yield return new MapLayer("components", components.Count, components.Box) { Majors = [.. components.Majors.Select(Digits)] };
    }

    internal static byte[] ToJson(IEnumerable<MapLayer> layers) => ModuleJson.ToUtf8(layers, static (writer, all) =>
    {
        writer.WriteStartArray();
        foreach (var layer in all) layer.Write(writer);
        writer.WriteEndArray();
    });

    private static string Digits(int major) => major.ToString("00", CultureInfo.InvariantCulture);

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("layer", Name);
        writer.WriteNumber("count", Count);
        if (Scheme is not null) writer.WriteString("scheme", Scheme);
        writer.WriteStartArray("box");
        foreach (var side in (double[])[Box.West, Box.South, Box.East, Box.North]) writer.WriteNumberValue(side);
        writer.WriteEndArray();
        writer.WriteStartArray("majors");
        foreach (var major in Majors) writer.WriteStringValue(major);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
