using System.Diagnostics.Metrics;
using System.Net;
using CityKit.Core;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests;

public sealed class EdgeHostingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AddCityKitEdge_FromPinToHub_DeliversAndStops()
    {
        using var source = new RecordedLineSource(Samples.Boot, ["door"], [new RecordedEdge(0, true, Second)]);
        FakeHub? hub = null;
        await using var provider = Provider(options =>
        {
            options.Device = Samples.Device;
            options.DataFolder = folder.File("data");
            options.Source = _ => source;
            options.Detectors = _ => [() => new ContactDetector(new ContactOptions(SensorName.Parse("door"), "door"))];
            options.Forwarder = new ForwarderOptions { Hub = new Uri("http://hub.example/") };
            options.HttpHandler = _ => hub = new FakeHub(KeyOf(folder.File("data")));
        });
        var service = Assert.Single(provider.GetServices<IHostedService>());
        await service.StartAsync(default);
        var edge = provider.GetRequiredService<EdgeRuntime>();
        var reached = edge.Loop.WaitUntil(Minute + Second);
        source.AdvanceTo(Minute + Second);
        await reached.WaitAsync(TimeSpan.FromSeconds(30));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await edge.Forwarder.DrainAsync(limit.Token);
        Assert.InRange(BytesPerEvent(), 1, 1 << 20);
        await service.StopAsync(default);
        Assert.Equal([EventKind.Contact, EventKind.Heartbeat], hub!.Taken.Select(t => t.Event.Kind).Order());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(folder.File("data"), "device.pem")));
    }

    [Fact]
    public async Task AddCityKitEdge_NothingConfigured_NamesEverythingMissingAtOnce()
    {
        await using var provider = Provider(_ => { });
        var invalid = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<EdgeOptions>>().Value);
        foreach (var missing in new[] { "Device", "DataFolder", "Source", "Forwarder" })
            Assert.Contains(invalid.Failures, f => f.StartsWith(missing + " is not set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddCityKitEdge_OptionOutOfRange_SaysValueAndLimit()
    {
        await using var provider = Provider(options => options.Loop = new EdgeLoopOptions { ReadEdges = 0 });
        var invalid = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<EdgeOptions>>().Value);
        Assert.Contains(invalid.Failures, f => f.StartsWith("ReadEdges is 1 to 65536, not 0.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddCityKitEdge_Twice_IsOneDeviceAndWhatIsSaidLaterCounts()
    {
        var services = new ServiceCollection();
        services.AddCityKitEdge(edge => edge.AddDetector("own", _ => throw new NotSupportedException())
            .Configure(options => (options.DataFolder, options.OutboxCapBytes) = ("first", 1 << 25)));
        services.Configure<EdgeOptions>(options => options.DataFolder = "second");
        services.AddCityKitEdge(edge =>
        {
            Assert.Contains(edge.Kinds.Sensors, kind => kind.Name == "own");
            edge.Configure(options => Complete(options, "third"));
        });
        await using var provider = services.BuildServiceProvider();
        Assert.Single(provider.GetServices<IHostedService>());
        var options = provider.GetRequiredService<IOptions<EdgeOptions>>().Value;
        Assert.Equal(("third", 1L << 25), (options.DataFolder, options.OutboxCapBytes));
    }

    [Fact]
    public async Task AddCityKitEdge_OptionMissing_IsRefusedAtStart()
    {
        using var host = new HostBuilder().ConfigureServices(services => services.AddCityKitEdge(_ => { })).Build();
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(invalid.Failures, f => f.StartsWith("Device is not set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddCityKitEdge_InAHostWithClientsAndMetrics_UsesItsFactories()
    {
        var services = new ServiceCollection().AddMetrics();
        FakeHub? hub = null;
        services.AddHttpClient(EdgeHttp.ClientName).ConfigurePrimaryHttpMessageHandler(() => hub = new FakeHub(KeyOf(folder.File("data"))));
        services.AddCityKitEdge(edge => edge.Configure(options => Complete(options, folder.File("data"))));
        services.AddHealthChecks().AddCheck<EdgeHealthCheck>("edge");
        services.AddLogging();
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IMeterFactory>();
        var found = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => { if (instrument.Meter.Scope == factory) found.Add(instrument.Name); },
        };
        listener.Start();
        var service = provider.GetServices<IHostedService>().OfType<BackgroundService>().Single();
        await service.StartAsync(default);
        var edge = provider.GetRequiredService<EdgeRuntime>();
        var reached = edge.Loop.WaitUntil(Minute + Second);
        ((RecordedLineSource)edge.Source).AdvanceTo(Minute + Second);
        await reached.WaitAsync(TimeSpan.FromSeconds(30));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await edge.Forwarder.DrainAsync(limit.Token);
        Assert.NotEmpty(hub!.Taken);
        Assert.Contains("citykit.edge.events", found);
        var health = (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["edge"];
        Assert.Equal((HealthStatus.Healthy, 0L), (health.Status, health.Data["eventsKept"]));
        Assert.NotEqual("none", health.Data["lastContact"]);
        await service.StopAsync(default);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, ForwarderState.UnknownDevice, HealthStatus.Unhealthy)]
    [InlineData(HttpStatusCode.Unauthorized, ForwarderState.BadSignature, HealthStatus.Unhealthy)]
    [InlineData(HttpStatusCode.BadGateway, ForwarderState.Retrying, HealthStatus.Degraded)] // a proxy before a hub that is away
    public async Task Health_WhenTheHubTakesNothing_SaysSo(HttpStatusCode answer, ForwarderState state, HealthStatus expected)
    {
        await using var provider = Provider(options =>
        {
            Complete(options, folder.File("data"));
            options.HttpHandler = _ => new RefusingHub(answer);
        });
        var edge = provider.GetRequiredService<EdgeRuntime>();
        using var stop = new CancellationTokenSource();
        var running = edge.RunAsync(stop.Token);
        ((RecordedLineSource)edge.Source).AdvanceTo(Minute + Second);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (edge.Forwarder.Status.State != state) await Task.Delay(1, limit.Token);
        var check = new EdgeHealthCheck(edge, provider.GetRequiredService<IOptions<EdgeOptions>>(), TimeProvider.System);
        Assert.Equal(expected, (await check.CheckHealthAsync(new HealthCheckContext(), default)).Status);
        await stop.CancelAsync();
        await running;
    }

    private static void Complete(EdgeOptions options, string data)
    {
        options.Device = Samples.Device;
        options.DataFolder = data;
        options.Source = _ => new RecordedLineSource(Samples.Boot, ["door"], [new RecordedEdge(0, true, Second)]);
        options.Detectors = _ => [() => new ContactDetector(new ContactOptions(SensorName.Parse("door"), "door"))];
        options.Forwarder = new ForwarderOptions { Hub = new Uri("http://hub.example/") };
    }

    private sealed class RefusingHub(HttpStatusCode answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(answer));
    }

    /// <summary>Flash wear, as a collector of metrics sees it. Other tests' devices in this process report under the same name.</summary>
    private static long BytesPerEvent()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument is { Meter.Name: "CityKit.Edge", Name: "citykit.edge.outbox.bytes.per.event" })
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => seen.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen.Max();
    }

    private static Core.Signing.DevicePublicKey KeyOf(string dataFolder)
    {
        using var key = Core.Signing.DeviceKey.LoadOrCreate(Path.Combine(dataFolder, "device.pem"));
        return key.Public;
    }

    private static ServiceProvider Provider(Action<EdgeOptions> configure) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddCityKitEdge(edge => edge.Configure(configure))
        .BuildServiceProvider();
}
