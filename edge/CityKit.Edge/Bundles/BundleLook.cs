using CityKit.Core.Signing;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Bundles;

/// <summary>What is in a folder of bundles, looked at from outside (配置查看): nothing is changed, and no start is counted.</summary>
/// <param name="Report">How configurations fared; what was refused is known to the running device alone.</param>
/// <param name="Active">The configuration in force; null for the device's own files.</param>
internal sealed record BundleLook(TrialReport Report, EdgeBundle? Active)
{
    /// <summary>Looks.</summary>
    /// <returns>What is there; null when the device was never given a bundle, or the state cannot be read.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read by this user.</exception>
    public static BundleLook? At(BundleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new BundleFolder(options.Folder);
        return folder.ReadState() is { } state ? new BundleLook(state.ToReport(0, ""), Read(folder, options, state.Current)) : null;
    }

    /// <summary>The bundle of a version, when it is whole, ours, and can be run by.</summary>
    internal static EdgeBundle? Read(BundleFolder folder, BundleOptions options, long version) =>
        version > 0 && folder.ReadBundle(version) is { } envelope && SignedBundle.Decode(envelope, out _) is { } signed
            && signed.Content.Version == version && IsOurs(signed, options)
            ? EdgeBundle.ReadInForce(signed.Content, options.Kinds)
            : null;

    /// <summary>Whether the hub signed it, for this device.</summary>
    internal static bool IsOurs(SignedBundle signed, BundleOptions options) =>
        signed.IsSignedBy(options.HubKey) && signed.Content.Device == options.Device;
}
