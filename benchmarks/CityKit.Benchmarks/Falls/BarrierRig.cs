using CityKit.Core;
using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Benchmarks.Falls;

/// <summary>Barriers as they would hang there; the lowest 3 m above the ground.</summary>
/// <param name="Beams">How many.</param>
/// <param name="Spacing">From beam to beam, m.</param>
internal sealed record BarrierRig(int Beams, double Spacing)
{
    internal static readonly BarrierRig[] All = [new(2, 2), new(3, 2), new(4, 2), new(3, 10), new(4, 10)];

    internal string Name => FormattableString.Invariant($"{Beams} beams, {Spacing:0} m apart");

    internal double UpperBeamMetres => Bench.UpperBeamMetres + (Beams - 1) * Spacing;

    internal BarrierOptions Options { get; } = new(SensorName.Parse("canopy"), "1", "2", (int)(1000 * Spacing))
        { MoreBeams = [.. Enumerable.Range(3, Beams - 2).Select(i => new BeamBelow($"{i}", (int)(1000 * Spacing)))] };
}
