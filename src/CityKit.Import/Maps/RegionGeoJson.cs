using System.Runtime.InteropServices;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Maps;

/// <summary>Reads the polygons of a GeoJSON file that draws a piece of the city, without codes or names: a feature collection, a feature,
/// or a bare geometry, WGS84.</summary>
public static class RegionGeoJson
{
    /// <summary>Bytes of a file at most.</summary>
    public const int MostBytes = 64 << 20;

    private const int MostDepth = 32;

    /// <summary>All polygons of a file; null when <paramref name="refusal"/> says why there are none: <c>file</c> or
    /// <c>limit</c>.</summary>
    /// <param name="file">The file; text that is not UTF-8 is recognised.</param>
    /// <param name="refusal">What is wrong with the file; null when it was read.</param>
    public static IReadOnlyList<GeoPolygon>? Read(Stream file, out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(file);
        List<GeoPolygon> polygons = [];
        refusal = TryRead(TextInput.Of(file), out var utf8) ? Collect(utf8, polygons)
            : Refusal.Of("limit", $"The file is longer than {MostBytes} bytes; draw the region with fewer points.",
                $"文件超过 {MostBytes} 字节，请减少点数。");
        if (refusal is null && polygons.Count == 0) refusal = Wrong("it has no polygon", "没有多边形");
        return refusal is null ? polygons : null;
    }

    private static bool TryRead(Stream file, out byte[] utf8)
    {
        using var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        for (int count; (count = file.Read(part)) > 0 && bytes.Length <= MostBytes;) bytes.Write(part, 0, count);
        utf8 = bytes.ToArray();
        return utf8.Length <= MostBytes;
    }

    private static Refusal? Collect(byte[] utf8, List<GeoPolygon> polygons)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.AsMemory(utf8.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0),
                new JsonDocumentOptions { MaxDepth = MostDepth });
            return Collect(document.RootElement, polygons);
        }
        catch (JsonException broken)
        {
            return Wrong($"it is broken JSON in line {broken.LineNumber + 1}", $"第 {broken.LineNumber + 1} 行 JSON 有误");
        }
    }

    private static Refusal? Collect(JsonElement element, List<GeoPolygon> polygons) => Text(element, "type") switch
    {
        "FeatureCollection" => CollectAll(element, "features", polygons),
        "GeometryCollection" => CollectAll(element, "geometries", polygons),
        "Feature" => element.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object
            ? Collect(geometry, polygons) : null,
        var type => CollectPolygons(type, element, polygons),
    };

    private static Refusal? CollectAll(JsonElement element, string name, List<GeoPolygon> polygons)
    {
        if (!element.TryGetProperty(name, out var items) || items.ValueKind != JsonValueKind.Array) 
            return Wrong($"it has no array '{name}'", $"没有“{name}”数组");
        foreach (var item in items.EnumerateArray())
            if (Collect(item, polygons) is { } wrong) return wrong;
        return null;
    }

    private static Refusal? CollectPolygons(string? type, JsonElement element, List<GeoPolygon> polygons)
    {
        var hasCoordinates = type is not null && element.TryGetProperty("coordinates", out _);
        var coordinates = hasCoordinates ? JsonMarshal.GetRawUtf8Value(element.GetProperty("coordinates")) : default;
        if (PolygonParser.Parse(type, coordinates, GeoPoint.TryFromDegrees, out var problem) is not { } read)
            return Wrong(problem.Message.En, problem.Message.Zh);
        polygons.AddRange(read);
        return null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private static Refusal Wrong(string en, string zh) => Refusal.Of("file", $"The file draws no region: {en}.", $"文件中没有可用的区域：{zh}。");
}
