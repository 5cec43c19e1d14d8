using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// A step of an alert's severity (严重程度分级): from when it has lasted so long, or while its value is beyond a limit. The highest step that
/// holds counts; none: the rule's own severity.
/// </summary>
/// <param name="Severity">How much the alert matters then.</param>
/// <param name="After">How long it must have lasted; null when the value decides.</param>
/// <param name="Limit">The limit of the value; null when the time decides.</param>
/// <param name="Side">On which side of the limit it holds.</param>
public sealed record SeverityStep(Severity Severity, Duration? After, Amount? Limit, LimitSide Side);
