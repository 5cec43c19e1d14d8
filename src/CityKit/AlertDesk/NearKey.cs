using System.Globalization;
using CityKit.Cases;
using CityKit.Components;
using CityKit.Core;

namespace CityKit.AlertDesk;

/// <summary>
/// Profile, class and tile of an open work item or lead, so that those near a point are found by an index. A tile is 0.02 degrees wide
/// and high.
/// </summary>
internal static class NearKey
{
    private const double TilesPerDegree = 50;
    private const double MetresPerDegree = 111_000; // a little less than any degree of latitude has
    private const double HighestLatitude = 80; // beyond it a tile has less than 400 m, and there are too many

    internal static string? Of(WorkItem item) =>
        item is { IsOpen: true, Class: { } classKey, Place.Point: { } point }
            ? Of(item.Profile, classKey, Tile(point.Latitude), Tile(point.Longitude))
            : null;

    internal static string? Of(Lead lead) =>
        lead is { State: LeadState.Open, Subject.Place.Point: { } point } && ClassKey.TryParse(lead.Class, null, out var classKey)
            ? Of(lead.Profile, classKey, Tile(point.Latitude), Tile(point.Longitude))
            : null;

    /// <summary>The tiles that are within so many metres of a point.</summary>
    internal static string[] Around(string profile, ClassKey classKey, GeoPoint point, int metres)
    {
        var high = metres / MetresPerDegree;
        var wide = high / Math.Cos(Math.Min(Math.Abs(point.Latitude), HighestLatitude) * Math.PI / 180);
        return [.. from latitude in Tiles(point.Latitude, high)
                   from longitude in Tiles(point.Longitude, wide)
                   select Of(profile, classKey, latitude, longitude)];
    }

    private static IEnumerable<int> Tiles(double degrees, double around)
    {
        var first = Tile(degrees - around);
        return Enumerable.Range(first, Tile(degrees + around) - first + 1);
    }

    private static int Tile(double degrees) => (int)Math.Floor(degrees * TilesPerDegree);

    private static string Of(string profile, ClassKey classKey, int latitude, int longitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{profile}|{classKey}|{latitude}|{longitude}");
}
