namespace CityKit.Samples.Compound.Driving;

/// <summary>Where a run keeps its files.</summary>
internal sealed class DataFolder
{
    private const string LockName = "in-use";
    private static readonly string[] Names = ["hub.db", "hub.partition", "hub.erased", "outbox.db", "device.pem", "progress.json",
        "hub.log", "edge.log", "key-"];

    private DataFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    public string HubDatabase => At("hub.db");

    /// <summary>
    /// The hub's partition where everything is in a database: a run of its own for each folder, and another after <see cref="Clear"/>.
    /// </summary>
    public string Partition
    {
        get
        {
            var file = At("hub.partition");
            if (!File.Exists(file)) File.WriteAllText(file, $"compound-{Guid.NewGuid():n}");
            return File.ReadAllText(file);
        }
    }

    public string Erasures => At("hub.erased");

    public string Outbox => At("outbox.db");

    public string Progress => At("progress.json");

    public string Log(string child) => At(child + ".log");

    /// <summary>Opens the folder, making it when it is not there.</summary>
    /// <exception cref="InputException">It cannot be made or written to.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            var folder = new DataFolder(Directory.CreateDirectory(path).FullName);
            File.WriteAllText(folder.At(".writable"), "");
            File.Delete(folder.At(".writable"));
            return folder;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"The data folder '{path}' cannot be used: {wrong.Message} Name another with --data. 数据目录不可用。");
        }
    }

    /// <summary>Keeps other runs out until disposed; the system lets go of it when this process ends in any way.</summary>
    /// <exception cref="InputException">Another run has the folder.</exception>
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(At(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new InputException(
                $"Another run is using the data folder '{Path}'. Wait for it, or name another folder with --data. 数据目录正被另一次运行占用。");
        }
    }

    /// <summary>Removes what an earlier run left, and only that: the folder may be anybody's.</summary>
    public void Clear()
    {
        foreach (var name in Names)
            foreach (var file in Directory.EnumerateFiles(Path, name + "*")) File.Delete(file);
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
