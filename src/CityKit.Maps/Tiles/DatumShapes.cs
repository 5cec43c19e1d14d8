using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Coordinates;

namespace CityKit.Maps.Tiles;

/// <summary>
/// Places and shapes in the coordinates of a ground map. A converted one is drawn and nothing else: it is no place any more.
/// </summary>
internal static class DatumShapes
{
    internal static GeoPoint Of(GeoPoint place, TileDatum datum)
    {
        if (datum == TileDatum.Wgs84) return place;
        var shifted = Gcj02Point.FromGeoPoint(place);
        return GeoPoint.FromDegrees(shifted.Longitude, shifted.Latitude);
    }

    internal static GeoPolygon Of(GeoPolygon polygon, TileDatum datum) => datum == TileDatum.Wgs84 ? polygon
        : GeoPolygon.FromRings(Ring(polygon.Outer, datum), [.. polygon.Holes.Select(hole => Ring(hole, datum))]);

    private static List<GeoPoint> Ring(ImmutableArray<GeoPoint> ring, TileDatum datum) => [.. ring.Select(point => Of(point, datum))];
}
