using System.Globalization;
using CityKit.Shared.Files;

namespace CityKit.Edge.Bundles;

/// <summary>
/// The files of bundles: <c>VERSION.bundle</c> for the current and the previous one, and <c>state</c>, which says which is which. A bundle is whole on the disk before
/// the state names it, and the state changes by one rename: a power cut at any moment leaves the old or the new configuration, never half of one.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="step">Told before each step that touches the disk; tests cut the power there.</param>
internal sealed class BundleFolder(string path, Action<string>? step = null)
{
    private const string StateName = "state";
    private const string Extension = ".bundle";
    private const string Beside = ".new";

    internal void Create()
    {
        Directory.CreateDirectory(path);
        foreach (var left in Directory.GetFiles(path, "*" + Beside)) File.Delete(left); // what a power cut left
    }

    internal bool HasState => File.Exists(Path.Combine(path, StateName));

    /// <returns>The state; null when there is none or it cannot be read.</returns>
    internal BundleState? ReadState() => Read(StateName) is { } bytes ? BundleState.Decode(bytes) : null;

    internal void WriteState(BundleState state)
    {
        Write(StateName, state.Encode());
        foreach (var version in Versions().Where(v => v != state.Current && v != state.Previous)) Delete(version);
    }

    internal byte[]? ReadBundle(long version) => Read(NameOf(version));

    internal void WriteBundle(long version, byte[] envelope) => Write(NameOf(version), envelope);

    /// <summary>The versions whose files are there, newest first.</summary>
    internal List<long> Versions() => [.. Directory.EnumerateFiles(path, "*" + Extension).Select(VersionOf).Where(v => v > 0).OrderDescending()];

    private void Write(string name, byte[] bytes)
    {
        var (beside, file) = (Path.Combine(path, name + Beside), Path.Combine(path, name));
        step?.Invoke($"write {name}");
        using (var stream = new FileStream(beside, PrivateFile.Options(FileMode.Create, FileAccess.Write)))
        {
            stream.Write(bytes);
            step?.Invoke($"sync {name}");
            stream.Flush(flushToDisk: true);
        }
        step?.Invoke($"rename {name}");
        File.Move(beside, file, overwrite: true);
        step?.Invoke($"sync folder of {name}");
        FolderSync.Sync(path);
    }

    /// <summary>A file too many does no harm; the next change tries again.</summary>
    private void Delete(long version)
    {
        step?.Invoke($"delete {version}");
        try
        {
            File.Delete(Path.Combine(path, NameOf(version)));
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
        }
    }

    private byte[]? Read(string name)
    {
        var file = Path.Combine(path, name);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    private static string NameOf(long version) => version.ToString(CultureInfo.InvariantCulture) + Extension;

    private static long VersionOf(string file) => long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
