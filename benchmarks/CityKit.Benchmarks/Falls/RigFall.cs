using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Testing.Passages;

namespace CityKit.Benchmarks.Falls;

/// <summary>A fall past the beams of a rig, and where it really came from.</summary>
/// <param name="Passage">What the beams see.</param>
/// <param name="Drop">From the release to the uppermost beam, m.</param>
internal sealed record RigFall(FallPassage Passage, double Drop)
{
    internal const string Unfolds = "more drag between the beams than above them (unfolds)";

    /// <summary>As a prior has it, from any floor whose window is above the uppermost beam.</summary>
    internal static RigFall Draw(BarrierRig rig, FallPrior prior, Random random)
    {
        var lowest = (int)Math.Ceiling((rig.UpperBeamMetres - 0.5) / Bench.FloorMetres) + 1;
        var fall = prior.Draw(random.Next(lowest, 35), random);
        var drop = fall.DropMetres + Bench.UpperBeamMetres - rig.UpperBeamMetres;
        return new RigFall(fall with { DropMetres = drop, SpacingMetres = rig.Spacing * prior.Spacing / Bench.Spacing,
            MoreSpacingMetres = [.. Enumerable.Repeat(rig.Spacing * prior.Spacing / Bench.Spacing, rig.Beams - 2)] }, drop);
    }

    /// <summary>Above the uppermost beam its terminal speed is 60 m/s; between the beams another one, over the speed that it has by
    /// then.</summary>
    internal static RigFall DrawUnfolding(BarrierRig rig, Random random)
    {
        var (fall, drop) = Draw(rig, FallPrior.Assumed, random);
        var above = new FreeFall(60);
        var speed = above.SpeedAfter(above.DropFor(fall.InitialSpeed) + drop);
        var below = new FreeFall(Math.Max(fall.TerminalSpeed, speed / 0.95));
        return new RigFall(fall with { TerminalSpeed = below.TerminalSpeed, InitialSpeed = 0, DropMetres = below.DropFor(speed) }, drop);
    }
}
