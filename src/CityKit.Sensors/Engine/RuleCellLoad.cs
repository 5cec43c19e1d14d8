using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>How taking over the state of one key went, when there is something to say.</summary>
/// <param name="Key">The key.</param>
/// <param name="Error">What is wrong with its bytes, in whose place a new state began; null when all is well.</param>
/// <param name="Orphans">Open alerts whose rule or sensor is gone: nothing will clear them.</param>
public sealed record RuleCellLoad(RuleKey Key, WireError? Error, IReadOnlyList<AlertId> Orphans);
