using System.Globalization;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Sensors.Rules;

/// <summary>The area of a rule, and the place that an event names.</summary>
internal static class RuleArea
{
    private const string Member = "inside";
    private static readonly LocalizedText Allowed =
        new("由 3 至 1000 个点 [经度, 纬度]（WGS-84，度）组成的环，至少 3 个点不同",
            "a ring of 3 to 1,000 points [longitude, latitude], degrees WGS-84, at least 3 of them different");
    private const int MaxPoints = 1_000;
    private const double UnitsPerDegree = 1e7;

    /// <summary>Whether an event is in an area; null when it names no place.</summary>
    internal static bool? Contains(GeoPolygon area, EventFields fields)
    {
        if (fields.NumberOf("lon") is not { } east || fields.NumberOf("lat") is not { } north) return null;
        return GeoPoint.TryFromDegrees(east / UnitsPerDegree, north / UnitsPerDegree, out var place) ? area.Contains(place) : null;
    }

    /// <summary>The area of a rule that must have one; null when it is wrong.</summary>
    internal static GeoPolygon? Read(ConfigReader reader)
    {
        var points = reader.Find(Member) is { Kind: JsonKind.Array, Items.Count: >= 3 and <= MaxPoints } ring
            ? ring.Items.Select(PointOf).ToArray() : [];
        if (points.Length > 0 && points.All(point => point is not null) && points.Distinct().Count() >= 3)
            return GeoPolygon.FromRings([.. points.Select(point => point!.Value)]);
        reader.Reject(Member, Allowed);
        return null;
    }

    /// <summary>The same of a rule that may do without.</summary>
    internal static GeoPolygon? ReadOrNull(ConfigReader reader) => reader.Has(Member) ? Read(reader) : null;

    private static GeoPoint? PointOf(JsonValue value) => value is { Kind: JsonKind.Array, Items: [var east, var north] }
        && NumberOf(east) is { } longitude && NumberOf(north) is { } latitude
        && GeoPoint.TryFromDegrees(longitude, latitude, out var point) ? point : null;

    private static double? NumberOf(JsonValue value) =>
        value.Kind == JsonKind.Number && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
