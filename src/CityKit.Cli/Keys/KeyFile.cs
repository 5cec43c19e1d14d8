using CityKit.AccessKeys;
using CityKit.Cli.Files;
using CityKit.Shared.Cities;
using CityKit.Shared.Files;

namespace CityKit.Cli.Keys;

/// <summary>A hub's file of access keys on the disk.</summary>
/// <param name="path">Where it is; the first key makes it.</param>
internal sealed class KeyFile(string path)
{
    private const int MaxBytes = 16 << 20;

    /// <summary>The keys; none when there is no file yet.</summary>
    /// <exception cref="ToolException">The file has errors; the message lists them with line and column.</exception>
    internal IReadOnlyList<AccessKey> ReadOrNone() => File.Exists(path) ? Read() : [];

    /// <summary>The keys.</summary>
    /// <exception cref="ToolException">There is no such file, or it has errors.</exception>
    internal IReadOnlyList<AccessKey> Read() => AccessKeyFile.Read(WholeFile.Read(path, MaxBytes), out var errors)
        ?? throw new ToolException($"{path} is no file of access keys. 密钥文件有误。\n{errors}");

    /// <summary>One of the keys.</summary>
    /// <exception cref="ToolException">There is none with this id.</exception>
    internal AccessKey Find(IReadOnlyList<AccessKey> keys, string id) => keys.FirstOrDefault(key => key.Id == id)
        ?? throw new ToolException($"{path} has no key '{id}': 'citykit key list' shows their ids. "
            + $"{path} 中没有编号为“{id}”的密钥，编号见 citykit key list。");

    /// <summary>Writes the file whole, for its owner alone to read unless its mode was another.</summary>
    internal void Write(IEnumerable<AccessKey> keys)
    {
        var mode = !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : PrivateFile.Mode;
        DurableFile.Write(path, AccessKeyFile.ToUtf8(keys), overwrite: true, mode);
    }
}
