using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Alerts;

/// <summary>One thing a rule has to report about one sensor (规则结论), with its evidence.</summary>
/// <param name="Kind">What.</param>
/// <param name="Rule">Which rule.</param>
/// <param name="Sensor">Which sensor.</param>
/// <param name="At">When, in the device's time: start + hold exactly for a rule with a hold, even when noticed later.</param>
/// <param name="Alert">The alert; <see cref="OutcomeKind.Cleared"/> carries the id of its raising, <see cref="OutcomeKind.Complete"/> that
/// of its <see cref="OutcomeKind.Incomplete"/>.</param>
public sealed record RuleOutcome(OutcomeKind Kind, Rule Rule, SensorKey Sensor, Instant At, AlertId Alert)
{
    /// <summary>The register's entry that the rule judged by: place, grid, component, household.</summary>
    public required Sensor Entry { get; init; }

    /// <summary>When the alert was raised (or the window became incomplete): the same for both ends of a pair.</summary>
    public required Instant RaisedAt { get; init; }

    /// <summary>True when the evidence was made in maintenance mode: record it, open no lead.</summary>
    public bool Test { get; init; }

    /// <summary>True for an alert of a moment, such as a detection: nothing will clear it.</summary>
    public bool Final { get; init; }

    /// <summary>
    /// The number that decided, in the sensor's smallest unit: the event's value, the reading, the window's sum, or a rate an hour, rounded
    /// toward zero; null when none did. <see cref="AlertText.Measured"/> gives it its unit.
    /// </summary>
    public long? Value { get; init; }

    /// <summary>How much of the window was really covered, in permille; null when no window was judged.</summary>
    public int? CoveragePermille { get; init; }

    /// <summary>How much the alert matters now: the rule's own severity, or that of the step that holds.</summary>
    public Severity Severity { get; init; } = Rule.Then.Severity;

    /// <summary>For which group the rule judged; null for a sensor by itself.</summary>
    public GroupKey? Group { get; init; }

    /// <summary>What the alert is about, one open alert a rule and source: the group, else device and sensor.</summary>
    public string Source => Group?.ToString() ?? Sensor.ToString();

    /// <summary>What decided, condition by condition; empty where <see cref="Value"/> says all.</summary>
    public IReadOnlyList<RuleEvidence> Evidence { get; init; } = [];

    /// <summary>
    /// What kind of fault stopped the rule; null but for <see cref="OutcomeKind.RuleFailed"/>. No text of it: that may name data.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>The details of the event that decided.</summary>
    public EventFields Fields { get; init; } = EventFields.Empty;
}
