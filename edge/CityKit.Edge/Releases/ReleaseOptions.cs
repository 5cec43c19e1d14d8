using CityKit.Core.Signing;

namespace CityKit.Edge.Releases;

/// <summary>How a device keeps the releases of its agent.</summary>
internal sealed class ReleaseOptions
{
    /// <summary>The folder of their files; it survives restarts.</summary>
    public required string Folder { get; init; }

    /// <summary>The public half of the hub's bundle key, as given at enrolment. Only what it signed is taken and run.</summary>
    public required DevicePublicKey HubKey { get; init; }

    /// <summary>The program; releases of another are refused.</summary>
    public required string Product { get; init; }

    /// <summary>What the installed program runs on; releases for another runtime are refused.</summary>
    public required string Runtime { get; init; }

    /// <summary>
    /// The schema of the outbox; a release of another could not read what this one wrote, or leave nothing to go back to.
    /// </summary>
    public required int Schema { get; init; }

    /// <summary>The number of the installed program. It runs when no higher release is there.</summary>
    public required long Installed { get; init; }

    /// <summary>
    /// How often a new release may be started without having become healthy: a power cut is not its fault, a third one counts as such; 3.
    /// </summary>
    public int TrialStarts { get; init; } = 3;

    /// <summary>Bytes that stay free on the disk, for the outbox; 64 MiB.</summary>
    public long KeepFree { get; init; } = 64L << 20;
}
