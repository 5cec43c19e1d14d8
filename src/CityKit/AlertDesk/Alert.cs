using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>What a rule found (告警), from its raising to its clearing.</summary>
/// <param name="Id">Made from rule, sensor and raise time: every replay gives the same.</param>
/// <param name="Rule">The rule's id, or <see cref="DeviceOffline"/>.</param>
/// <param name="Source">Device and sensor, or feed and register.</param>
/// <param name="RaisedAt">When the rule's condition held, by the device's own time; by the hub's when <see cref="TimeUnknown"/>.</param>
public sealed record Alert(AlertId Id, string Rule, string Source, Instant RaisedAt)
{
    /// <summary>The one alert that the hub's clock raises: nothing came from a device for too long.</summary>
    public const string DeviceOffline = "device-offline";

    /// <summary>A rule failed and stopped on a sensor.</summary>
    public const string RuleFailed = "rule-failed";

    /// <summary>From so many repeats on an alert is flapping.</summary>
    internal const int FlappingFrom = 3;

    /// <summary>The rule of what machines report by themselves.</summary>
    public const string MachineFound = "machine-found";

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What people read.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What it is about.</summary>
    public required Subject Subject { get; init; }

    /// <summary>When the hub learnt of it.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>True when the hub learnt of it long after it happened.</summary>
    public bool Late { get; init; }

    /// <summary>True when the device had no wall time and the hub's is used in its place.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>How a machine came to it; null for what a rule found.</summary>
    public MachineFinding? Machine { get; init; }

    /// <summary>The message, or else the title, as people are to read it, with the mark of an unknown time.</summary>
    internal LocalizedText Told => Marked(Message ?? Title, TimeUnknown);

    /// <summary>When its condition ended; null while it holds.</summary>
    public Instant? ClearedAt { get; init; }

    /// <summary>How long its condition held, repeats and the time between them included; null while it holds.</summary>
    public Duration? Duration => ClearedAt - RaisedAt;

    /// <summary>What people read of it beside the title, from the rule's template; null when the rule has none.</summary>
    public LocalizedText? Message { get; init; }

    /// <summary>What decided; empty for a rule of version 1.</summary>
    public ImmutableArray<AlertEvidence> Evidence { get; init; } = [];

    /// <summary>How <see cref="Severity"/> rose and fell, the first one included; empty while it did not.</summary>
    public ImmutableArray<SeverityChange> Severities { get; init; } = [];

    /// <summary>How often it was raised again soon after it was over, which the rule's <c>damp</c> takes for the same alert.</summary>
    public int Repeats { get; init; }

    /// <summary>The identity of the raising that it is open by, when that is not its own.</summary>
    public AlertId? RaisedBy { get; init; }

    /// <summary>Whether it comes and goes (反复): from the third repeat on.</summary>
    public bool IsFlapping => Repeats >= FlappingFrom;

    /// <summary>What people did with it.</summary>
    public AlertWork Work { get; init; } = AlertWork.None;

    /// <summary>Whether its condition was over when it was closed: nobody closed it before.</summary>
    internal bool IsOverByItself => ClearedAt is not null && Work is { ResolvedAt: null, MergedInto: null };

    /// <summary>A text with the mark of an unknown time where it applies.</summary>
    internal static LocalizedText Marked(LocalizedText text, bool timeUnknown) =>
        timeUnknown ? new LocalizedText($"{text.Zh}（时间未知）", $"{text.En} (time unknown)") : text;
}
