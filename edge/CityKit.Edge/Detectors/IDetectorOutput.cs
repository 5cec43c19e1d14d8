using CityKit.Core;

namespace CityKit.Edge.Detectors;

/// <summary>Where a detector puts what it found. The loop adds sensor, boot and sequence.</summary>
public interface IDetectorOutput
{
    /// <summary>One event of the detector's sensor.</summary>
    /// <param name="kind">What it reports.</param>
    /// <param name="nanoseconds">When, or when its span ended; monotonic.</param>
    /// <param name="value">The number that the kind calls for.</param>
    /// <param name="span">How many nanoseconds before that it covers.</param>
    /// <param name="flags">Marks.</param>
    /// <param name="fields">Details; null for none.</param>
    void Add(EventKind kind, long nanoseconds, long value, long span = 0, EventFlags flags = EventFlags.None, EventFields? fields = null);

    /// <summary>
    /// Asks for an output to be switched, once the call is over; <see cref="IDetector.OnSwitched"/> reports what came of it. Nothing
    /// happens where there are no outputs.
    /// </summary>
    /// <param name="output">The output's name.</param>
    /// <param name="active">To what.</param>
    void Switch(string output, bool active) { }
}
