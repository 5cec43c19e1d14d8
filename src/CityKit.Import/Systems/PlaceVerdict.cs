using CityKit.Core;

namespace CityKit.Import.Systems;

/// <summary>What a look at a file's first positions says (坐标合理性检查).</summary>
/// <param name="Reading">How the numbers are read.</param>
/// <param name="Box">The box around the places that were looked at; null when none could be read.</param>
/// <param name="Refusal">Why the places cannot be right, and what to say instead; null when they can.</param>
public sealed record PlaceVerdict(CoordinateReading Reading, GeoBox? Box, Refusal? Refusal)
{
    /// <summary>The system that the positions fit; null where that is the one they were read in, or none was found.</summary>
    internal CoordinateSystem? System { get; init; }

    /// <summary>The order of axes that they fit, with <see cref="System"/> or alone; null where that need not be said.</summary>
    internal AxisOrder? Axes { get; init; }
}
