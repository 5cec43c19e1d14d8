using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
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
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.File("data"), "device.pem")));
    }

    [Fact]
    public async Task AddCityKitEdge_NothingConfigured_NamesEverythingMissingAtOnce()
    {
        await using var provider = Provider(_ => { });
        var invalid = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<EdgeOptions>>().Value);
        foreach (var missing in new[] { "Device", "DataFolder", "Source", "Forwarder" }) Assert.Contains(invalid.Failures, f => f.StartsWith(missing + " is not set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddCityKitEdge_OptionOutOfRange_SaysValueAndLimit()
    {
        await using var provider = Provider(options => options.Loop = new EdgeLoopOptions { ReadEdges = 0 });
        var invalid = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<EdgeOptions>>().Value);
        Assert.Contains(invalid.Failures, f => f.StartsWith("ReadEdges is 1 to 65536, not 0.", StringComparison.Ordinal));
    }

    /// <summary>Flash wear, as a collector of metrics sees it. Other tests' devices in this process report under the same name.</summary>
    private static long BytesPerEvent()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, l) => { if (instrument is { Meter.Name: "CityKit.Edge", Name: "citykit.edge.outbox.bytes.per.event" }) l.EnableMeasurementEvents(instrument); } };
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
