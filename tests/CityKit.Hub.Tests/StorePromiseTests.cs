using CityKit.Hub.Tests.Support;
using CityKit.Testing.Stores;

namespace CityKit.Hub.Tests;

/// <summary>The suite that ships with CityKit.Testing, over the stores that ship with CityKit.</summary>
public sealed class StorePromiseTests
{
    /// <summary>CITYKIT_RACES=10000 for the long form.</summary>
    private static int Races { get; } =
        int.Parse(Environment.GetEnvironmentVariable("CITYKIT_RACES") ?? "500", System.Globalization.CultureInfo.InvariantCulture);

    public static TheoryData<string> Promises => [.. new StoreConformance(() => new MemoryBench()).Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public Task InMemory_KeepsThePromise(string promise) => RunAsync(() => new MemoryBench(), promise);

    [Theory]
    [MemberData(nameof(Promises))]
    public Task Sqlite_KeepsThePromise(string promise) => RunAsync(() => new SqliteBench(), promise);

    private static Task RunAsync(Func<IStoreBench> create, string promise) =>
        new StoreConformance(create, Races).Checks.Single(c => c.Name == promise).RunAsync();
}
