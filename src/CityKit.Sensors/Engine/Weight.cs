namespace CityKit.Sensors.Engine;

/// <summary>What a watch compared with its limit, for the steps of severity by value.</summary>
/// <param name="Amount">The amount, in the sensor's smallest unit; times <paramref name="Per"/>.</param>
/// <param name="Per">What it is divided by; 1 for a plain amount.</param>
/// <param name="IsLowerBound">Whether it may be more.</param>
internal readonly record struct Weight(Int128 Amount, Int128 Per, bool IsLowerBound)
{
    /// <summary>The number that people read, in whole smallest units.</summary>
    internal long Shown => Statistics.Saturated(Amount / Per);
}
