using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>How taking over a state went.</summary>
/// <param name="Error">What is wrong with the bytes; null when all is well.</param>
/// <param name="Orphans">Open alerts whose rule or sensor is gone: nothing will clear them.</param>
public sealed record RuleStateLoad(WireError? Error, IReadOnlyList<AlertId> Orphans);
