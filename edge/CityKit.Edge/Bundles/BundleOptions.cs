using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Bundles;

/// <summary>How a device keeps the bundles that its hub gives it.</summary>
public sealed class BundleOptions
{
    /// <summary>The folder of their files; it survives restarts.</summary>
    public required string Folder { get; init; }

    /// <summary>The device.</summary>
    public required DeviceId Device { get; init; }

    /// <summary>The public half of the hub's bundle key, as given at enrolment. Only what it signed is taken.</summary>
    public required DevicePublicKey HubKey { get; init; }

    /// <summary>The words that a configuration may use; null for the built-in ones.</summary>
    public EdgeKinds? Kinds { get; init; }

    /// <summary>Names those lines of a configuration that the device does not have; null when nobody can say.</summary>
    public Func<EdgeConfiguration, IEnumerable<string>>? MissingLines { get; init; }

    /// <summary>
    /// Says in words what else speaks against running by a configuration here, such as a hub's address without TLS; null when nothing ever
    /// does.
    /// </summary>
    public Func<EdgeConfiguration, IEnumerable<string>>? Objections { get; init; }

    /// <summary>
    /// How long a new configuration has, after its start, to be healthy: the loop has committed its start and read on from there, no
    /// detector failed; 2 minutes.
    /// </summary>
    public TimeSpan HealthyWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How often a new configuration may be started without having become healthy: a power cut is not its fault, a third one counts as
    /// such; 3.
    /// </summary>
    public int TrialStarts { get; init; } = 3;

    /// <summary>How often the hub is asked; 5 minutes.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromMinutes(5);

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Folder);
        if (HealthyWithin <= TimeSpan.Zero)
            throw new ArgumentException($"HealthyWithin is more than 0, not {HealthyWithin}. HealthyWithin 须大于 0。");
        if (TrialStarts < 1) throw new ArgumentException($"TrialStarts is 1 or more, not {TrialStarts}. TrialStarts 须不小于 1。");
        if (AskEvery <= TimeSpan.Zero) throw new ArgumentException($"AskEvery is more than 0, not {AskEvery}. AskEvery 须大于 0。");
    }
}
