using System.Reflection;
using System.Runtime.Loader;
using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;
using CityKit.Core.Calendar;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Hub.Tests;

/// <summary>A start makes nothing of what is built in until something asks for it.</summary>
public sealed class EmptyStartTests
{
    [Fact]
    public async Task Start_OfAnEmptyHub_ReadsNothingThatIsBuiltIn()
    {
        var own = typeof(EmptyStartTests);
        var copy = new OwnCopies().LoadFromAssemblyName(own.Assembly.GetName()).GetType(own.FullName!)!;
        var start = copy.GetMethod(nameof(ReadByTwoStartsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.NotEqual(own, copy);
        Assert.Empty(await (Task<string[]>)start.Invoke(null, null)!);
    }

    [Fact]
    public void Parse_OfAFileThatNamesNothing_IsTheEmptyOne()
    {
        Assert.Same(RuleSet.Empty, RuleSet.Parse("{\"version\":1,\"rules\":[]}"u8, out _));
        Assert.Same(SensorRegister.Empty, SensorRegister.Parse("{\"version\":1,\"sensors\":[]}"u8, out _));
    }

    [Fact]
    public async Task Start_WithAnEmptyMapInPlaceOfNone_ChangesNothing()
    {
        using var file = new TempFile();
        foreach (var map in (GridMap?[])[null, new GridMap([]), null])
        {
            await using var services = new ServiceCollection()
                .AddCityKit(city => (map is null ? city : city.UseGrids(map)).UseSqlite(file.Path)).BuildServiceProvider();
            var hub = services.GetRequiredService<CityHub>();
            await hub.StartAsync();
            Assert.Equal(1, (await hub.Store.ReadPositionAsync(default)).Number);
        }
    }

    /// <summary>What the first start over a file and the next one have read.</summary>
    internal static async Task<string[]> ReadByTwoStartsAsync()
    {
        using var file = new TempFile();
        for (var start = 0; start < 2; start++)
        {
            await using var services = new ServiceCollection().AddCityKit(city => city.UseSqlite(file.Path)).BuildServiceProvider();
            await services.GetRequiredService<CityHub>().StartAsync();
        }
        (Type Type, string Field, object? Of)[] all =
        [
            (typeof(ProfileCatalogue), "profiles", ProfileCatalogue.BuiltIn),
            (typeof(WorkCalendar), "years", WorkCalendar.BuiltIn),
            (typeof(WorkCalendar), "days", WorkCalendar.BuiltIn),
            (typeof(WorkCalendar), "Shanghai", null),
            (typeof(CatalogueSet), "catalogues", CatalogueSet.BuiltIn),
            (typeof(ClassCatalogue), "Newest", null),
        ];
        return [.. all.Where(lazy => IsRead(lazy.Type, lazy.Field, lazy.Of)).Select(lazy => $"{lazy.Type.Name}.{lazy.Field}")];
    }

    private static bool IsRead(Type type, string field, object? of)
    {
        var lazy = type.GetField(field, BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)!.GetValue(of)!;
        return (bool)lazy.GetType().GetProperty("IsValueCreated")!.GetValue(lazy)!;
    }

    /// <summary>The hub's assemblies once more, of which no other test has read anything.</summary>
    private sealed class OwnCopies() : AssemblyLoadContext("own copies")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name!.StartsWith("CityKit", StringComparison.Ordinal)
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"))
            : null;
    }
}
