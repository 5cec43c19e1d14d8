namespace CityKit.Sensors.Rules;

/// <summary>What every kind of rule has, while its file is read.</summary>
/// <param name="Version">The version of the file's format: 1, or 2 with stepped windows and the newer kinds.</param>
/// <param name="Id">The rule's id.</param>
/// <param name="Where">Where it runs.</param>
/// <param name="Sensors">What it selects.</param>
/// <param name="Then">What follows.</param>
internal sealed record RuleHead(long Version, string Id, RuleHost Where, SensorSelector Sensors, RuleAction Then);
