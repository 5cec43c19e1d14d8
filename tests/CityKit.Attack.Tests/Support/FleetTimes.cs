using System.Globalization;

namespace CityKit.Attack.Tests.Support;

/// <summary>How long so many batches took to be answered, in milliseconds, and what hub and fleet used together, in cores.</summary>
internal sealed record FleetTimes(int Batches, double P50, double P99, double Cores)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Batches} batches, p50 {P50:F1} ms, p99 {P99:F1} ms, hub and devices {Cores:P0} of a core");
}
