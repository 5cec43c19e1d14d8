using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// Two to four light barriers one above the other across a narrow drop (对射光栅): a canopy, a light well. A dark beam is an active line.
/// </summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="UpperLine">The line of the upper beam.</param>
/// <param name="LowerLine">The line of the beam below it.</param>
/// <param name="SpacingMillimetres">The distance between the beams, 2,000 to 20,000: below 2 m the drop height cannot be bounded.</param>
public sealed record BarrierOptions(SensorName Sensor, string UpperLine, string LowerLine, int SpacingMillimetres) : IDetectorOptions
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => [UpperLine, LowerLine, .. MoreBeams.Select(b => b.Line)];

    /// <summary>The most beams, 4.</summary>
    public const int MostBeams = 4;

    /// <summary>The third and the fourth beam, from the top down; none unless given. With three crossings drag can show.</summary>
    public IReadOnlyList<BeamBelow> MoreBeams { get; init; } = [];

    /// <summary>The least spacing, 2 m.</summary>
    public const int LeastSpacingMillimetres = 2_000;

    /// <summary>The largest spacing, 20 m.</summary>
    public const int MostSpacingMillimetres = 20_000;

    /// <summary>Slower than this mean speed between the beams is no fall; 1,000 to 20,000 mm/s.</summary>
    public int SlowestMillimetresPerSecond { get; init; } = 5_000;

    /// <summary>Faster than this is no fall; 20,000 to 200,000 mm/s.</summary>
    public int FastestMillimetresPerSecond { get; init; } = 70_000;

    /// <summary>What darkens a beam for longer than this length at its speed is no thrown object; 100 to 10,000 mm.</summary>
    public int LongestMillimetres { get; init; } = 1_500;

    /// <summary>What looks shorter than this at its speed in both beams is rain or an insect; 0 to 100 mm.</summary>
    public int ShortestMillimetres { get; init; } = 20;

    /// <summary>
    /// How far an object's leading edge may sit differently at the two beams; 0 to 500 mm. Lowers the bound of the drop height.
    /// </summary>
    public int LeadingEdgeMillimetres { get; init; } = 50;

    /// <summary>
    /// The fastest downward throw that the bound of the drop height allows for; 0 to 20,000 mm/s. An object thrown down needs less height
    /// for its speed.
    /// </summary>
    public int ThrowMillimetresPerSecond { get; init; } = 5_000;

    /// <summary>
    /// The highest terminal speed that the bound allows for, 10,000 to 200,000 mm/s; null for a fall without drag, which needs the least
    /// height.
    /// </summary>
    public int? TerminalMillimetresPerSecond { get; init; }

    /// <summary>What the beams are by their data sheet; null when it is not stated, and then not checked.</summary>
    public BeamOptions? Beam { get; init; }

    /// <summary>How the beams are proved alive; null when they are not.</summary>
    public EmitterTestOptions? EmitterTest { get; init; }

    /// <summary>How wrong the time of one edge may be, the beam's response included; 0 to 20 ms.</summary>
    public Duration EdgeUncertainty { get; init; } = Duration.FromNanoseconds(500_000);

    /// <summary>Dark intervals of one beam closer than this are one object; 1 to 100 ms.</summary>
    public Duration Merge { get; init; } = Duration.FromMilliseconds(20);

    /// <summary>
    /// For a minute after flicker in one beam, what darkens a beam for less than this is taken for rain; 0 to 50 ms. Drops in both beams
    /// would pair to falls by chance; the price is that small objects are missed while it rains.
    /// </summary>
    public Duration RainDark { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>All beams dark for this long is fog, or when they went dark at once, something unknown; 10 s to 1 h.</summary>
    public Duration FogAfter { get; init; } = Duration.FromMinutes(2);

    /// <summary>One beam dark for this long is a stuck one; 10 s to 1 day.</summary>
    public Duration StuckAfter { get; init; } = Duration.FromMinutes(5);

    /// <summary>A beam must stay clear for this long before fog or a stuck beam is over; 0.1 s to 10 min.</summary>
    public Duration ClearAfter { get; init; } = Duration.FromSeconds(5);

    /// <inheritdoc/>
    public IDetector CreateDetector() => new BarrierDetector(this);
}
