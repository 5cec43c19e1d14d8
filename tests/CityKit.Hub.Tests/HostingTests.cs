using System.Text;
using CityKit.Hosting;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
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
        { nameof(HubOptions.RefillEntries), o => o.RefillEntries = -1 },
        { nameof(HubOptions.CommitInputs), o => o.CommitInputs = 0 },
        { nameof(HubOptions.WaitingInputs), o => o.WaitingInputs = -1 },
        { nameof(HubOptions.NumberPrefix), o => o.NumberPrefix = "far too long" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task Options_OutOfRange_AreRefusedByName(string name, Action<HubOptions> configure)
    {
        var byHost = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(city => city.UseInMemory().Configure(configure)));
        Assert.Contains(name, byHost.Message, StringComparison.Ordinal);
        var options = new HubOptions();
        configure(options);
        Assert.Throws<ArgumentException>(
            () => new CityHub(TestCity.NewSetup(options: options), new InMemoryCityStore(), TimeProvider.System));
    }

    [Fact]
    public async Task AddCityKit_Twice_IsOneHubAndWhatIsSaidLaterCounts()
    {
        var services = new ServiceCollection();
        services.AddCityKit(city => city.UseRules(TestCity.Rules).UseSensors(TestCity.Sensors)
            .Configure(options => options.NumberPrefix = "AA"));
        services.AddCityKit(city => city.UseInMemory());
        services.Configure<HubOptions>(options => options.NumberPrefix = "QD");
        await using var provider = services.BuildServiceProvider();
        await Assert.Single(provider.GetServices<IHostedService>()).StartAsync(default);
        var hub = Assert.Single(provider.GetServices<CityHub>());
        var filed = (await hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.StartsWith("QD", filed.Item!.Number, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddCityKit_ByNames_AreHubsOfTheirOwn()
    {
        var services = new ServiceCollection();
        services.AddCityKit("north", city => city.UseInMemory().UseRules(TestCity.Rules).UseSensors(TestCity.Sensors)
            .Configure(options => options.NumberPrefix = "N"));
        services.AddCityKit("south", city => city.UseInMemory().Configure(options => options.NumberPrefix = "S"));
        services.AddCityKit("north", city => city.Configure(options => options.NumberPrefix = "NN"));
        services.Configure<HubOptions>("south", options => options.NumberPrefix = "SS");
        await using var provider = services.BuildServiceProvider();
        Assert.Equal(2, provider.GetServices<IHostedService>().Count());
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
        Assert.StartsWith("NN", await FileAsync(provider.GetRequiredKeyedService<CityHub>("north")), StringComparison.Ordinal);
        Assert.StartsWith("SS", await FileAsync(provider.GetRequiredKeyedService<CityHub>("south")), StringComparison.Ordinal);
        Assert.Null(provider.GetService<CityHub>());
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("")]
    [InlineData("North")]
    [InlineData("a/b")]
    public void AddCityKit_ByWhatIsNoName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddCityKit(name, city => city.UseInMemory()));

    private static async Task<string> FileAsync(CityHub hub) =>
        (await hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow().Item!.Number!;

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
