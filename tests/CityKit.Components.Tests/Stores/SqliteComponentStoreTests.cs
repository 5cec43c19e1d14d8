using System.Runtime.CompilerServices;
using CityKit.Components.Registry;
using CityKit.Sqlite;

namespace CityKit.Components.Tests.Stores;

public sealed class SqliteComponentStoreTests : ComponentStoreConformance, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-components-");

    private string File => Path.Combine(folder.FullName, "components.db");

    public override IComponentStore Reopen() => new SqliteComponentStore(File);

    public void Dispose() => folder.Delete(recursive: true);

    [ModuleInitializer]
    internal static void PickTheSqliteProvider() => SQLitePCL.Batteries_V2.Init();

    [Fact]
    public async Task Open_Garbage_IsRefusedAndLeftAsItIs()
    {
        var garbage = new byte[8192];
        new Random(1).NextBytes(garbage);
        await System.IO.File.WriteAllBytesAsync(File, garbage);
        await Assert.ThrowsAsync<IOException>(async () => await Reopen().OpenAsync());
        Assert.Equal(garbage, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Fact]
    public async Task Find_BeforeOpening_SaysSo()
    {
        await using var store = Reopen();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.FindAsync(Samples.Id(1)));
    }
}
