using CityKit.Core;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Bundles;
using CityKit.Edge.Configuration;
using NodaTime;

namespace CityKit.Edge.Agent.Configuration;

/// <summary>How the agent takes configurations from its hub.</summary>
/// <param name="AskEvery">How often it asks.</param>
/// <param name="HealthyWithin">How long a new one has to come up healthy.</param>
internal sealed record BundleSetup(Duration AskEvery, Duration HealthyWithin)
{
    /// <summary>Whether a hub may be spoken to without TLS.</summary>
    internal bool IsPlainAllowed { get; init; }

    /// <summary>The words that a configuration may use; null for the built-in ones.</summary>
    internal EdgeKinds? Kinds { get; init; }

    internal static BundleSetup Default { get; } = new(Duration.FromMinutes(5), Duration.FromMinutes(2));

    /// <summary>The options of the library; null when no hub key is pinned, so that no configuration can be taken.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="device">The device.</param>
    /// <param name="missing">Names the lines that the device does not have; null when nobody can say.</param>
    /// <param name="objections">Says what else speaks against a configuration; null when nothing does.</param>
    /// <exception cref="AgentRefusedException">The pinned key cannot be read.</exception>
    internal BundleOptions? For(AgentFolder folder, DeviceId device, Func<EdgeConfiguration, IEnumerable<string>>? missing = null,
        Func<EdgeConfiguration, IEnumerable<string>>? objections = null) =>
        HubKeyFile.Bundles(folder).Read() is not { } key ? null : new BundleOptions
        {
            Folder = folder.Bundles,
            Device = device,
            HubKey = key,
            Kinds = Kinds,
            MissingLines = missing,
            Objections = objections,
            AskEvery = AskEvery.ToTimeSpan(),
            HealthyWithin = HealthyWithin.ToTimeSpan(),
        };

    /// <summary>What is there, looked at from another process than the agent; null when no hub has ever configured the device.</summary>
    /// <exception cref="AgentRefusedException">A file cannot be read.</exception>
    internal static BundleLook? Look(AgentFolder folder, DeviceId device, EdgeKinds kinds)
    {
        try
        {
            return (Default with { Kinds = kinds }).For(folder, device) is { } options ? BundleLook.At(options) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new AgentRefusedException($"{folder.Bundles} cannot be read: {unreadable.Message} 无法读取配置目录 {folder.Bundles}。");
        }
    }
}
