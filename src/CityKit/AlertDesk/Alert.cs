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

    /// <summary>True when the device had no wall time and the hub's stands in its place.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>How a machine came to it; null for what a rule found.</summary>
    public MachineFinding? Machine { get; init; }

    /// <summary>The title as people are to read it, with the mark of an unknown time.</summary>
    internal LocalizedText Told => Marked(Title, TimeUnknown);

    /// <summary>When its condition ended; null while it holds.</summary>
    public Instant? ClearedAt { get; init; }

    /// <summary>A text with the mark of an unknown time where it applies.</summary>
    internal static LocalizedText Marked(LocalizedText text, bool timeUnknown) =>
        timeUnknown ? new LocalizedText($"{text.Zh}（时间未知）", $"{text.En} (time unknown)") : text;
}
