using CityKit.Samples.Compound.Driving;

namespace CityKit.Crash.Tests;

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal TemporaryFolder() => Data = DataFolder.Open(Directory.CreateTempSubdirectory("citykit-crash-").FullName);

    internal DataFolder Data { get; }

    public void Dispose() => Directory.Delete(Data.Path, recursive: true);
}
