namespace CityKit.Samples.Compound.Scenarios;

/// <summary>Two light barriers, one above the other.</summary>
internal sealed record BarrierPair(string Upper, string Lower, double SpacingMetres);
