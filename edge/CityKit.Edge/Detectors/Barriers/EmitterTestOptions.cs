using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// How the beams of a barrier are proved alive (发射端自检): an output switches the emitters off, or a test input on, and each beam must go dark
/// and come back.
/// </summary>
/// <param name="Output">The output; active = no light.</param>
public sealed record EmitterTestOptions(string Output)
{
    /// <summary>How often; 1 minute to 1 day.</summary>
    public Duration Every { get; init; } = Duration.FromHours(1);

    /// <summary>For how long the light is off; 20 ms to 10 s, and at least twice <see cref="Answer"/>.</summary>
    public Duration Dark { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>
    /// Within what time each beam must have answered, relay included; 1 ms to 2 s, and at least the beam's own response time.
    /// </summary>
    public Duration Answer { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>
    /// How long a test that cannot be made, because a beam is dark or something is falling, is tried again before it is missed.
    /// </summary>
    public static Duration Patience { get; } = Duration.FromMinutes(10);
}
