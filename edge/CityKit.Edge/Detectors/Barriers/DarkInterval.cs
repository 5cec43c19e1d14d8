namespace CityKit.Edge.Detectors.Barriers;

/// <summary>One object in one beam: from its leading edge to its trailing edge, in nanoseconds.</summary>
internal readonly record struct DarkInterval(long Start, long End)
{
    internal long Length => End - Start;

    /// <summary>When the middle passed: for a tumbling object steadier than either edge.</summary>
    internal long Middle => Start + Length / 2;
}
