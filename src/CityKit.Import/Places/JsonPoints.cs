using System.Globalization;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Maps;

namespace CityKit.Import.Places;

/// <summary>Points and outlines in configuration texts.</summary>
internal static class JsonPoints
{
    private static readonly LocalizedText PointAllowed = new("[经度, 纬度]，以度计，WGS84", "[longitude, latitude] in degrees, WGS84");
    private static readonly LocalizedText OutlineAllowed =
        new($"3 至 10000 个不同的点，每个为 {PointAllowed.Zh}", $"3 to 10000 different points, each {PointAllowed.En}");
    private const int MaxPoints = 10_000;

    internal static GeoPoint Location(ConfigReader reader, string name)
    {
        if (reader.Find(name) is { } value && TryPoint(value, out var point)) return point;
        reader.Reject(name, PointAllowed);
        return default;
    }

    internal static GeoPolygon? Outline(ConfigReader reader, string name)
    {
        List<GeoPoint> points = [];
        var isRight = reader.Find(name) is { Kind: JsonKind.Array, Items.Count: <= MaxPoints } value
            && value.Items.All(item => TryAdd(item, points));
        var outline = isRight && points.Distinct().Count() >= 3 ? GeoPolygon.FromRings(points) : null;
        var flaw = outline is null ? null : GridShape.FlawOf(outline);
        if (flaw is null && outline is not null) return outline;
        reader.Reject(name, flaw is null ? OutlineAllowed : new("不自交、不自触的环", "a ring that does not cross or touch itself"), found: flaw);
        return null;
    }

    private static bool TryAdd(JsonValue value, List<GeoPoint> points)
    {
        var isPoint = TryPoint(value, out var point);
        points.Add(point);
        return isPoint;
    }

    private static bool TryPoint(JsonValue value, out GeoPoint point)
    {
        point = default;
        return value is { Kind: JsonKind.Array, Items.Count: 2 } && TryNumber(value.Items[0], out var longitude)
            && TryNumber(value.Items[1], out var latitude)
            && GeoPoint.TryFromDegrees(longitude, latitude, out point);
    }

    private static bool TryNumber(JsonValue value, out double number) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && value.Kind == JsonKind.Number;
}
