using System.Collections.Immutable;
using System.Globalization;
using CityKit.Core;

namespace CityKit.Shared.Rings;

/// <summary>
/// An edge whose longitude jumps by more than half the globe: its polygon runs over the 180° meridian. Cut there into parts, as RFC 7946
/// (3.1.9) asks, a polygon has none.
/// </summary>
/// <param name="From">Where it jumps from.</param>
/// <param name="To">Where to.</param>
internal sealed record LongitudeJump(GeoPoint From, GeoPoint To)
{
    private const double HalfGlobe = 180; // degrees

    internal LocalizedText Message => new(
        $"环的经度跳变 {Text}，超过 180°：多边形跨越 180° 经线。请在该经线处切成 MultiPolygon 的两部分（RFC 7946 第 3.1.9 条）。",
        $"A ring's longitude jumps {Text}, by more than 180°: the polygon runs over the 180° meridian. "
            + "Cut it there into two parts of a MultiPolygon (RFC 7946, 3.1.9).");

    private string Text => string.Create(CultureInfo.InvariantCulture, $"{From.Longitude:R}° → {To.Longitude:R}°");

    /// <summary>The first one of some polygons; null when there is none.</summary>
    internal static LongitudeJump? Of(IEnumerable<GeoPolygon> polygons) =>
        polygons.SelectMany(polygon => polygon.Holes.Prepend(polygon.Outer)).Select(Of).FirstOrDefault(jump => jump is not null);

    private static LongitudeJump? Of(ImmutableArray<GeoPoint> ring)
    {
        for (var i = 0; i < ring.Length; i++)
            if (ring[(i + 1) % ring.Length] is var next && Math.Abs(next.Longitude - ring[i].Longitude) > HalfGlobe)
                return new LongitudeJump(ring[i], next);
        return null;
    }
}
