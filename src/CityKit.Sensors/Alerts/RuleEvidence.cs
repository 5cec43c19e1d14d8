using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Alerts;

/// <summary>One thing that decided an alert (证据): a condition of the rule, and what turned it.</summary>
/// <param name="Condition">The condition in a few words of the rule file, such as <c>sum over 24 h below 0.01 m3</c>.</param>
/// <param name="Sensor">The sensor that turned it.</param>
/// <param name="At">When.</param>
/// <param name="Value">The number that decided, in the sensor's smallest unit; null when none did.</param>
public sealed record RuleEvidence(string Condition, SensorKey Sensor, Instant At, long? Value);
