using System.Diagnostics.Metrics;
using CityKit.Hosting;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CityKit.Hub.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_OfAHubThatRuns_IsHealthyAndOfAStoppedOneNot()
    {
        await using var city = await TestCity.StartAsync();
        Assert.Equal((HealthStatus.Healthy, 0), Told(await CheckAsync(city.Hub)));
        await city.Hub.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(city.Hub)).Status);
    }

    [Fact]
    public async Task Health_BeforeTheStart_IsUnhealthy()
    {
        await using var hub = new CityHub(TestCity.NewSetup(), new InMemoryCityStore(), FakeTime.At(TestCity.Start));
        Assert.Contains("does not run", (await CheckAsync(hub)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WhenTheStoreTakesNoCommit_IsUnhealthyUntilItDoes()
    {
        var store = new TroubledStore();
        await using var hub = new CityHub(TestCity.NewSetup(), store, FakeTime.At(TestCity.Start));
        await hub.StartAsync();
        store.FailsCommits = true;
        await Assert.ThrowsAsync<IOException>(() => hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident).AsTask());
        Assert.Contains("last commit", (await CheckAsync(hub)).Description, StringComparison.Ordinal);
        store.FailsCommits = false;
        (await hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(hub)).Status);
    }

    [Fact]
    public async Task Health_WhenTheStoreDoesNotAnswer_SaysWhy()
    {
        var store = new TroubledStore();
        await using var hub = new CityHub(TestCity.NewSetup(), store, FakeTime.At(TestCity.Start));
        await hub.StartAsync();
        store.FailsReads = true;
        var told = await CheckAsync(hub);
        Assert.Equal(HealthStatus.Unhealthy, told.Status);
        Assert.Contains("the disk does not answer", told.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WhenInputsWait_IsDegraded()
    {
        var store = new TroubledStore();
        var options = new HubOptions { WaitingInputs = 5, CommitInputs = 1 };
        await using var hub = new CityHub(TestCity.NewSetup(options: options), store, FakeTime.At(TestCity.Start));
        await hub.StartAsync();
        store.Hold = new TaskCompletionSource();
        var sent = Enumerable.Range(0, 5).Select(i => hub.ReportAsync(CommandTests.Report($"r-{i}"), "a hole", TestCity.Resident).AsTask())
            .ToArray();
        await store.Held.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var told = await CheckAsync(hub);
        store.Hold.SetResult();
        await Task.WhenAll(sent);
        Assert.Equal((HealthStatus.Degraded, 4), Told(told));
    }

    [Fact]
    public async Task AddCityKit_InAHostWithMetrics_CountsThroughItsFactory()
    {
        var services = new ServiceCollection().AddMetrics();
        services.AddCityKit(city => city.UseInMemory().UseRules(TestCity.Rules).UseSensors(TestCity.Sensors));
        services.AddHealthChecks().AddCheck<HubHealthCheck>("hub");
        services.AddLogging();
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IMeterFactory>();
        var counted = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) =>
            { if (instrument.Name == "citykit.hub.inputs" && instrument.Meter.Scope == factory) l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
        (await provider.GetRequiredService<CityHub>().ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.True(counted > 0);
        Assert.Equal(HealthStatus.Healthy, (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
    }

    private static Task<HealthCheckResult> CheckAsync(CityHub hub) => new HubHealthCheck(hub).CheckHealthAsync(new HealthCheckContext());

    private static (HealthStatus, int) Told(HealthCheckResult told) => (told.Status, (int)told.Data["waiting"]);
}
