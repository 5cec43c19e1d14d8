namespace CityKit.Sensors.Rules;

/// <summary>What every kind of rule has, while its file is read.</summary>
internal sealed record RuleHead(string Id, RuleHost Where, SensorSelector Sensors, RuleAction Then);
