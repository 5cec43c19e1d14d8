using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>
/// One component in the index: 24 bytes. The state is in the bits that 17 digits leave free. The number of an own scheme's id leaves none:
/// there the sign says so, and the rest is state times all such numbers plus the number.
/// </summary>
internal readonly struct IndexEntry(in ComponentPlace place)
{
    private const int DigitBits = 57; // 10^17 is less than 2^57
    private readonly long key = KeyOf(place.Id.ToInt64(), (long)place.State);
    internal readonly double Longitude = place.Location.Longitude;
    internal readonly double Latitude = place.Location.Latitude;

    internal long Digits => key >= 0 ? key & (1L << DigitBits) - 1 : Own % ComponentId.OwnNumbers + ComponentId.FirstOwn;

    internal int State => key >= 0 ? (int)(key >> DigitBits) : (int)(Own / ComponentId.OwnNumbers);

    internal GeoPoint Location => GeoPoint.FromDegrees(Longitude, Latitude);

    private long Own => key & long.MaxValue;

    private static long KeyOf(long digits, long state) => digits < ComponentId.FirstOwn ? digits | state << DigitBits
        : long.MinValue | state * ComponentId.OwnNumbers + (digits - ComponentId.FirstOwn); // 7 states are less than 2^63
}
