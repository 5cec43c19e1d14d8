using System.Runtime.CompilerServices;

namespace CityKit.Edge.Tests.Support;

/// <summary>A folder of its own for one test; also where the SQLite provider is chosen for the whole assembly.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-");

    [ModuleInitializer]
    internal static void ChooseProvider() => SQLitePCL.Batteries_V2.Init();

    public string File(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
