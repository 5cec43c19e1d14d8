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
    private static readonly TileNet Net = new(50);

    internal static string? Of(WorkItem item) =>
        item is { IsOpen: true, Class: { } classKey, Place.Point: { } point } ? Of(item.Profile, classKey, Net.Of(point)) : null;

    internal static string? Of(Lead lead) =>
        lead is { State: LeadState.Open, Subject.Place.Point: { } point } && ClassKey.TryParse(lead.Class, null, out var classKey)
            ? Of(lead.Profile, classKey, Net.Of(point))
            : null;

    /// <summary>The tiles that are within so many metres of a point.</summary>
    internal static string[] Around(string profile, ClassKey classKey, GeoPoint point, int metres) =>
        [.. Net.Around(point, metres).Select(tile => Of(profile, classKey, tile))];

    private static string Of(string profile, ClassKey classKey, (int Latitude, int Longitude) tile) =>
        string.Create(CultureInfo.InvariantCulture, $"{profile}|{classKey}|{tile.Latitude}|{tile.Longitude}");
}
