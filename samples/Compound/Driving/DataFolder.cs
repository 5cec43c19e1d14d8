namespace CityKit.Samples.Compound.Driving;

/// <summary>Where a run keeps its files.</summary>
internal sealed class DataFolder
{
    private static readonly string[] Names = ["hub.db", "outbox.db", "device.pem", "progress.json", "hub.log", "edge.log"];

    private DataFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    public string HubDatabase => At("hub.db");

    public string Progress => At("progress.json");

    public string Log(string child) => At(child + ".log");

    /// <summary>Opens the folder, making it when it is not there; <paramref name="fresh"/> removes the files of an earlier run first.</summary>
    /// <exception cref="InputException">It cannot be made or written to.</exception>
    public static DataFolder Open(string path, bool fresh)
    {
        try
        {
            var folder = new DataFolder(Directory.CreateDirectory(path).FullName);
            if (fresh) folder.Clear();
            File.WriteAllText(folder.At(".writable"), "");
            File.Delete(folder.At(".writable"));
            return folder;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"The data folder '{path}' cannot be used: {wrong.Message} Name another with --data. 数据目录不可用。");
        }
    }

    /// <summary>Only files that a run makes are removed: the folder may be anybody's.</summary>
    private void Clear()
    {
        foreach (var name in Names)
            foreach (var file in Directory.EnumerateFiles(Path, name + "*")) File.Delete(file);
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
