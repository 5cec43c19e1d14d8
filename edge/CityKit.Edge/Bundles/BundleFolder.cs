using System.Globalization;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Bundles;

/// <summary>
/// The files of bundles: <c>VERSION.bundle</c> for the current and the previous one, and <c>state</c>, which says which is which. A bundle
/// is whole on the disk before the state names it, and the state changes by one rename: a power cut at any moment leaves the old or the new
/// configuration, never half of one.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="step">Called before each step that touches the disk; tests cut the power there.</param>
internal sealed class BundleFolder(string path, Action<string>? step = null)
{
    private const string Extension = ".bundle";
    private readonly TrialFolder files = new(path, step);

    internal void Create() => files.Create();

    internal bool HasState => files.HasState;

    /// <returns>The state; null when there is none or it cannot be read.</returns>
    internal TrialState? ReadState() => files.ReadState();

    internal void WriteState(TrialState state)
    {
        files.WriteState(state);
        foreach (var version in Versions().Where(v => v != state.Current && v != state.Previous))
            files.Remove(NameOf(version), File.Delete);
    }

    internal byte[]? ReadBundle(long version) => files.Read(NameOf(version));

    internal void WriteBundle(long version, byte[] envelope) => files.Write(NameOf(version), envelope);

    /// <summary>The versions whose files are there, newest first.</summary>
    internal List<long> Versions() =>
        [.. Directory.EnumerateFiles(path, "*" + Extension).Select(VersionOf).Where(v => v > 0).OrderDescending()];

    private static string NameOf(long version) => version.ToString(CultureInfo.InvariantCulture) + Extension;

    private static long VersionOf(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version : 0;
}
