using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>One component in the index: 24 bytes.</summary>
internal readonly struct IndexEntry(long digits, GeoPoint location)
{
    internal readonly double Longitude = location.Longitude;
    internal readonly double Latitude = location.Latitude;
    internal readonly long Digits = digits;

    internal GeoPoint Location => GeoPoint.FromDegrees(Longitude, Latitude);
}
