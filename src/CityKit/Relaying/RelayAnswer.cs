using System.Collections.Immutable;

namespace CityKit.Relaying;

/// <summary>Whether a relay was taken in, and where the lanes are.</summary>
/// <param name="IsTaken">False when a lane was not where the relay said.</param>
/// <param name="Lanes">Where each lane is now, by partition.</param>
internal sealed record RelayAnswer(bool IsTaken, ImmutableDictionary<string, RelayCursor> Lanes);
