using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>One component in the index: 24 bytes. The state stands in the bits that 17 digits leave free.</summary>
internal readonly struct IndexEntry(in ComponentPlace place)
{
    private const int DigitBits = 57; // 10^17 is less than 2^57
    private readonly long key = place.Id.ToInt64() | (long)place.State << DigitBits;
    internal readonly double Longitude = place.Location.Longitude;
    internal readonly double Latitude = place.Location.Latitude;

    internal long Digits => key & (1L << DigitBits) - 1;

    internal int State => (int)(key >> DigitBits);

    internal GeoPoint Location => GeoPoint.FromDegrees(Longitude, Latitude);
}
