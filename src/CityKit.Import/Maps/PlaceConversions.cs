using CityKit.Core;
using CityKit.Import.Systems;

namespace CityKit.Import.Maps;

/// <summary>How a file's coordinates become WGS84, by the system that it states.</summary>
internal static class PlaceConversions
{
    /// <summary>The conversion of a system, east first; degrees of WGS84 for none. Null with the reason when it cannot be converted.</summary>
    internal static PlaceConversion? Find(string? system, out Refusal? refusal)
    {
        refusal = null;
        if (system is null) return GeoPoint.TryFromDegrees;
        var known = CoordinateSystem.Read(system, out refusal);
        refusal ??= known!.Refusal;
        var reading = new CoordinateReading(AxisOrder.EastNorth, known?.ZonePrefix ?? 0);
        return refusal is null ? (double x, double y, out GeoPoint place) => known!.TryToWgs84(x, y, reading, out place) : null;
    }
}
