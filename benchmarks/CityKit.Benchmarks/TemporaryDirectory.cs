namespace CityKit.Benchmarks;

/// <summary>A folder that goes with the run.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-benchmark-");

    internal string At(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
