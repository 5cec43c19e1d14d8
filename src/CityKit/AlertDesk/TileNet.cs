using CityKit.Core;

namespace CityKit.AlertDesk;

/// <summary>Tiles of equal degrees over the earth, so that what is near a point is found by an index.</summary>
/// <param name="PerDegree">How many tiles one degree has.</param>
internal sealed record TileNet(int PerDegree)
{
    private const double MetresPerDegree = 111_000; // a little less than any degree of latitude has
    private const double HighestLatitude = 80; // beyond it a tile is too narrow, and there are too many

    /// <summary>The tile that a point is in, counted from the south and the west.</summary>
    internal (int Latitude, int Longitude) Of(GeoPoint point) => (Tile(point.Latitude), Tile(point.Longitude));

    /// <summary>The tiles that are within so many metres of a point.</summary>
    internal IEnumerable<(int Latitude, int Longitude)> Around(GeoPoint point, int metres)
    {
        var high = metres / MetresPerDegree;
        var wide = high / Math.Cos(Math.Min(Math.Abs(point.Latitude), HighestLatitude) * Math.PI / 180);
        return from latitude in Tiles(point.Latitude, high)
               from longitude in Tiles(point.Longitude, wide)
               select (latitude, longitude);
    }

    private IEnumerable<int> Tiles(double degrees, double around)
    {
        var first = Tile(degrees - around);
        return Enumerable.Range(first, Tile(degrees + around) - first + 1);
    }

    private int Tile(double degrees) => (int)Math.Floor(degrees * PerDegree);
}
