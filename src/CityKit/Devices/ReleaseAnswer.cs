using CityKit.Core;

namespace CityKit.Devices;

/// <summary>What the hub says when a device asks for a newer release of its agent.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Package">The package from its beginning, when there is one; disposed by who reads it.</param>
/// <param name="Message">What to do about it; null when all is well.</param>
public sealed record ReleaseAnswer(BundleStatus Status, Stream? Package, LocalizedText? Message)
{
    internal static ReleaseAnswer NoneNewer { get; } = new(BundleStatus.NoneNewer, null, null);
}
