using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>A city of many partitions in a folder of SQLite files, as an application starts it.</summary>
public sealed class SqlitePartitionsTests : IDisposable
{
    private readonly string temporary = Directory.CreateTempSubdirectory("citykit-partitions-").FullName;

    private readonly string folder;

    public SqlitePartitionsTests() => folder = Path.Combine(temporary, "city");

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Fact]
    public async Task UseSqlitePartitions_AfterARestart_HasWhatWasThere()
    {
        await using (var first = Start(4))
        {
            var hub = first.GetRequiredService<CityHub>();
            await hub.StartAsync();
            (await hub.ReportAsync(Report, "a bin fell over", TestCity.Resident)).OrThrow();
            Assert.True(hub.Health.IsRunning);
        }
        Assert.Equal(["000.db", "001.db", "002.db", "003.db", "city.db"], Directory.GetFiles(folder, "*.db").Select(Path.GetFileName)
            .Order());
        await using var again = Start(4);
        await again.GetRequiredService<CityHub>().StartAsync();
        var item = Assert.Single(await again.GetRequiredService<CityHub>().Store.ReadItemsAsync(default).ToListAsync());
        var opened = await again.GetRequiredService<CityHub>().Privacy.OpenOwnAsync("o-1", TestCity.Resident);
        Assert.Contains(opened.Records, record => record.Data.Text == "a bin fell over");
        Assert.Equal(item.Number, (await again.GetRequiredService<CityHub>().ReportAsync(Report, "a bin fell over", TestCity.Resident))
            .OrThrow().Item!.Number);
    }

    [Fact]
    public async Task UseSqlitePartitions_WithAnotherCount_NamesBoth()
    {
        await using (var first = Start(4)) await first.GetRequiredService<CityHub>().StartAsync();
        await using var other = Start(8);
        var wrong = Assert.Throws<ArgumentException>(() => other.GetRequiredService<CityHub>());
        Assert.Contains("has 4 partitions, not 8", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("有 4 个分区，而非 8 个", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseSqlitePartitions_WithADamagedCount_SaysWhatToDo()
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "partitions"), "many");
        await using var city = Start(4);
        Assert.Throws<IOException>(() => city.GetRequiredService<CityHub>());
    }

    private static FileReport Report => new("r-1", "city-management", ClassKey.Parse(TestCity.FallClass), Streets.PlaceIn(2), null, null);

    private ServiceProvider Start(int count)
    {
        var services = new ServiceCollection();
        services.AddCityKit(city => city.UseSqlitePartitions(folder, count).UseGrids(Streets.NewSetup().Grids!));
        return services.BuildServiceProvider();
    }
}
