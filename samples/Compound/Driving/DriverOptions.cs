namespace CityKit.Samples.Compound.Driving;

/// <summary>How a driver runs its children.</summary>
/// <param name="Recorded">True when the edge reads a recording that it can rewind after a kill; false for the simulated chip, where what nobody saw is gone.</param>
internal sealed record DriverOptions(bool Recorded = false);
