using System.Text;
using CityKit.Hosting;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task AddCityKit_WithoutAStore_FailsAtStartAndNamesBothWays()
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(_ => { }));
        Assert.Contains(".UseSqlite(path)", failed.Message, StringComparison.Ordinal);
        Assert.Contains(".UseInMemory()", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddCityKit_WithAStore_StartsAndStops()
    {
        using var file = new TempFile();
        await StartAsync(city => city.UseSqlite(file.Path).UseRules(TestCity.Rules).UseSensors(TestCity.Sensors));
        Assert.True(File.Exists(file.Path));
        await StartAsync(city => city.UseInMemory());
    }

    [Fact]
    public async Task AddCityKit_WithABrokenRuleFile_FailsAtStartWithLineAndColumn()
    {
        var rules = Encoding.UTF8.GetBytes("""
            {"version": 1, "rules": [
              {"id": "smoke", "where": "cloud", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
               "then": {"severity": "dreadful", "title": {"zh": "烟", "en": "Smoke"}}}
            ]}
            """);
        var failed = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(city => city.UseInMemory().UseRules(rules)));
        Assert.Contains("Line 2, column", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Line 3, column", failed.Message, StringComparison.Ordinal);
        Assert.Contains("edge", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithABrokenRuleFileOverASqliteFile_LetsGoOfTheFile()
    {
        using var file = new TempFile();
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(city => city.UseSqlite(file.Path).UseRules("[]"u8.ToArray())));
        await StartAsync(city => city.UseSqlite(file.Path));
    }

    public static TheoryData<string, Action<HubOptions>> WrongOptions() => new()
    {
        { nameof(HubOptions.OfflineAfter), o => o.OfflineAfter = Duration.FromSeconds(59) },
        { nameof(HubOptions.LateAfter), o => o.LateAfter = Duration.Zero },
        { nameof(HubOptions.SnapshotEvery), o => o.SnapshotEvery = 0 },
        { nameof(HubOptions.CommitInputs), o => o.CommitInputs = 0 },
        { nameof(HubOptions.WaitingInputs), o => o.WaitingInputs = -1 },
        { nameof(HubOptions.NumberPrefix), o => o.NumberPrefix = "far too long" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Options_OutOfRange_AreRefusedByName(string name, Action<HubOptions> configure)
    {
        var byHost = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddCityKit(city => city.UseInMemory().Configure(configure)));
        Assert.Contains(name, byHost.Message, StringComparison.Ordinal);
        var options = new HubOptions();
        configure(options);
        Assert.Throws<ArgumentException>(() => new CityHub(TestCity.NewSetup(options: options), new InMemoryCityStore(), TimeProvider.System));
    }

    private static async Task StartAsync(Action<CityKitBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddCityKit(configure);
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
            await service.StopAsync(default);
        }
    }
}
