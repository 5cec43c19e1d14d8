using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Releases;

/// <summary>Which releases a device takes.</summary>
internal static class ReleaseRules
{
    /// <summary>Why a release is not taken, as far as its signed manifest says; null when it is.</summary>
    internal static Refusal? WhyNot(ReleaseOptions options, TrialState state, SignedRelease signed, bool older)
    {
        var release = signed.Content;
        if (!signed.IsSignedBy(options.HubKey)) return ReleaseRefusals.NotSigned(options.HubKey);
        if (release.Product != options.Product) return ReleaseRefusals.OtherProduct(release, options.Product);
        if (release.Runtime != options.Runtime) return ReleaseRefusals.OtherRuntime(release, options.Runtime);
        if (release.Schema != options.Schema) return ReleaseRefusals.OtherSchema(release, options.Schema);
        if (older && release.Number <= options.Installed) return ReleaseRefusals.BelowInstalled(release, options.Installed);
        var above = older ? state.Current : Math.Max(state.Highest, options.Installed);
        return (older ? release.Number == above : release.Number <= above) ? ReleaseRefusals.Older(release, above) : null;
    }

    /// <summary>Why there is no room for it; null when there is.</summary>
    internal static Refusal? WhyNoRoom(ReleaseOptions options, ReleaseFolder folder, ReleaseManifest release) =>
        folder.Free - options.KeepFree < release.TotalBytes ? ReleaseRefusals.NoRoom(release, folder.Free, options.KeepFree) : null;
}
