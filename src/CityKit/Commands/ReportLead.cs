using CityKit.Cases.Policies;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Commands;

/// <summary>
/// A machine reports what it found (机器发现): a camera's analysis, a recorder, a drone. It becomes a lead, which a duty officer decides,
/// unless the policy opens the work items of its class by themselves. Role Machine.
/// </summary>
/// <param name="CommandId">The finding's id, chosen by the machine: sent again, it is the same finding.</param>
/// <param name="Class">What it is about.</param>
/// <param name="Confidence">How sure the machine is, 0 to 1; the policy says from where on it is taken.</param>
/// <param name="At">When it was seen, by the machine's clock.</param>
public sealed record ReportLead(string CommandId, ClassKey Class, decimal Confidence, Instant At) : HubCommand(CommandId)
{
    /// <summary>Where it was seen; null for where the camera is.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>The camera, an entry of the sensor register; null when there is a <see cref="Place"/>.</summary>
    public SensorKey? Camera { get; init; }

    /// <summary>A reference to the picture, 1 to 256 characters, without personal data; null without one.</summary>
    public string? Snapshot { get; init; }

    /// <summary>SHA-256 of the picture, 64 hexadecimal digits; null when it is not known.</summary>
    public string? SnapshotSha256 { get; init; }

    /// <summary>What kind of machine it is; null when it does not say. A policy may ask some kinds for more.</summary>
    public MachineSource? Source { get; init; }

    /// <summary>The version of what finds, 1 to 64 characters: how often it is right is counted for each version.</summary>
    public string? Version { get; init; }

    /// <summary>A reference to the clip, 1 to 256 characters, without personal data; null without one.</summary>
    public string? Clip { get; init; }

    /// <summary>SHA-256 of the clip, 64 hexadecimal digits; null when it is not known.</summary>
    public string? ClipSha256 { get; init; }
}
