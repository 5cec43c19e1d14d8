using System.Diagnostics;
using CityKit.Core;

namespace CityKit.Samples.District.Load;

/// <summary>One batch that a device sent to a node, and what came of it.</summary>
/// <param name="Device">The device.</param>
/// <param name="Node">The node that it asked.</param>
/// <param name="Status">What the node answered; null when nobody knows what became of it.</param>
/// <param name="From">When it was sent.</param>
/// <param name="To">When the answer was there.</param>
internal sealed record DeviceCall(DeviceId Device, Uri Node, string? Status, long From, long To)
{
    /// <summary>How long it took.</summary>
    internal TimeSpan Took => Stopwatch.GetElapsedTime(From, To);

    /// <summary>One line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Device} asked port {Node.Port}: '{Status ?? "nothing"}' after {Took.TotalSeconds:F2} s");
}
