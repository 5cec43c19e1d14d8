namespace CityKit.Import.Systems;

/// <summary>Recognises how the numbers of a plane are written: which axis comes first, and with which zone's number.</summary>
internal static class ReadingGuess
{
    private static readonly AxisOrder[] Either = [AxisOrder.EastNorth, AxisOrder.NorthEast];

    /// <summary>
    /// The reading by which most positions are in the system's zone; null when fewer than half are by any. What the system or the file
    /// says wins where several do.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="sample">Positions as the file has them.</param>
    /// <param name="stated">The order that the file was said to have; null to recognise it.</param>
    internal static CoordinateReading? Of(CoordinateSystem system, IReadOnlyList<SamplePosition> sample, AxisOrder? stated)
    {
        if (system.Zone is not { } zone || sample.Count == 0)
            return new CoordinateReading(stated ?? AxisOrder.EastNorth, system.Zone?.Prefix ?? 0);
        var readings = (stated is { } order ? [order] : Either)
            .SelectMany(axes => zone.Prefixes.Select(prefix => new CoordinateReading(axes, prefix)));
        var best = readings.MaxBy(reading => sample.Count(position => IsIn(position, reading)));
        return sample.Count(position => IsIn(position, best)) * 2 >= sample.Count ? best : null;
    }

    private static bool IsIn(SamplePosition position, CoordinateReading reading)
    {
        var (east, north) = reading.Axes == AxisOrder.EastNorth ? (position.First, position.Second) : (position.Second, position.First);
        return GaussZone.Holds(east, north, reading.ZonePrefix);
    }
}
