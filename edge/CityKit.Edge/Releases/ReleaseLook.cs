using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Releases;

/// <summary>
/// The releases of a folder, seen from another process than the agent (版本查看): nothing is changed, and no start is counted.
/// </summary>
/// <param name="Fate">How they fared; version 0 is the installed program. What was refused is known to the running agent alone.</param>
/// <param name="Release">The release in force; null for the installed program, which is in force also when it has the higher
/// number.</param>
internal sealed record ReleaseLook(TrialReport Fate, ReleaseManifest? Release)
{
    /// <summary>Looks.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read by this user.</exception>
    public static ReleaseLook At(ReleaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new ReleaseFolder(options.Folder);
        var state = folder.ReadState() ?? TrialState.None;
        return new ReleaseLook(state.ToReport(0, ""),
            state.Current > options.Installed ? folder.ReadManifest(state.Current)?.Content : null);
    }

    /// <summary>Why a release would not be taken, as far as its signed manifest says; null when it would be.</summary>
    /// <param name="options">The device's.</param>
    /// <param name="signed">The manifest.</param>
    /// <param name="older">True when a person asks for it although a higher number was taken before.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Refusal? WhyNot(ReleaseOptions options, SignedRelease signed, bool older)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new ReleaseFolder(options.Folder);
        return ReleaseRules.WhyNot(options, folder.ReadState() ?? TrialState.None, signed, older)
            ?? ReleaseRules.WhyNoRoom(options, folder, signed.Content);
    }

    /// <summary>The release in force, in words.</summary>
    public string InForce() =>
        Release is null ? "the installed program" : $"{Release.Version}, number {Release.Number}{(Fate.IsOnTrial ? ", on trial" : "")}";
}
