using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>From when an alert mattered so much (严重程度变化).</summary>
/// <param name="At">From when.</param>
/// <param name="Severity">How much.</param>
public sealed record SeverityChange(Instant At, Severity Severity);
