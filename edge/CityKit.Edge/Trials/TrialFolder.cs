using CityKit.Shared.Files;

namespace CityKit.Edge.Trials;

/// <summary>A folder with a state file that changes by one rename, and other files that are whole before the state names them.</summary>
/// <param name="path">The folder.</param>
/// <param name="step">Called before each step that touches the disk; tests cut the power there.</param>
internal sealed class TrialFolder(string path, Action<string>? step = null)
{
    private const string StateName = "state";
    private const string Beside = ".new";

    internal void Create()
    {
        Directory.CreateDirectory(path);
        foreach (var left in Directory.GetFiles(path, "*" + Beside)) File.Delete(left); // what a power cut left
    }

    internal bool HasState => File.Exists(At(StateName));

    /// <returns>The state; null when there is none or it cannot be read.</returns>
    internal TrialState? ReadState() => Read(StateName) is { } bytes ? TrialState.Decode(bytes) : null;

    internal void WriteState(TrialState state) => Write(StateName, state.Encode());

    internal byte[]? Read(string name) => File.Exists(At(name)) ? File.ReadAllBytes(At(name)) : null;

    internal void Write(string name, byte[] bytes)
    {
        var (beside, file) = (At(name + Beside), At(name));
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

    /// <summary>A file or folder too many does no harm; the next change tries again.</summary>
    internal void Remove(string name, Action<string> delete)
    {
        step?.Invoke($"delete {name}");
        try
        {
            delete(At(name));
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string At(string name) => Path.Combine(path, name);
}
