using System.Runtime.CompilerServices;

namespace CityKit.Hub.Tests.Support;

/// <summary>A file name in a new folder, gone with it.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-hub-");

    internal string Path => System.IO.Path.Combine(folder.FullName, "city.db");

    public void Dispose() => folder.Delete(recursive: true);

    [ModuleInitializer]
    internal static void PickTheSqliteProvider() => SQLitePCL.Batteries_V2.Init();
}
