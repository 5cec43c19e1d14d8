using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Bundles;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.Tests.Bundles;

public sealed class ConfiguredEdgeTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestBundles bundles;
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly List<long> opened = [];
    private readonly CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
    private readonly FakeHub hub;
    private EdgeRuntime? runtime;

    public ConfiguredEdgeTests()
    {
        bundles = new TestBundles(folder);
        Directory.CreateDirectory(folder.File("data"));
        using var key = DeviceKey.LoadOrCreate(Path.Combine(folder.File("data"), "device.pem"));
        hub = new FakeHub(key.Public);
    }

    public enum Illness
    {
        StandsStill,
        ReadsFail,
        DoesNotOpen,
    }

    public void Dispose()
    {
        stop.Dispose();
        services.Dispose();
        bundles.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_HubHasANewerOne_RunsByItOnceItProvedItself()
    {
        var asked = new List<long>();
        var keeper = bundles.Open();
        await RunAsync(keeper, (call, after) =>
        {
            asked.Add(after);
            if (call == 2) stop.Cancel();
            return Task.FromResult(call == 1 ? new BundleFetch(bundles.Bundle(4), null) : BundleFetch.NoneNewer);
        });
        Assert.Equal([0, 4], asked);
        Assert.Equal([0, 4], opened);
        Assert.Equal((4, false), (keeper.Report.Version, keeper.Report.IsOnTrial));
        Assert.Equal(4, bundles.Open().Active!.Version);
    }

    [Theory]
    [InlineData(Illness.StandsStill, "no commit in time")]
    [InlineData(Illness.ReadsFail, "ended: IOException")]
    [InlineData(Illness.DoesNotOpen, "does not open: IOException")]
    public async Task RunAsync_DoesNotComeUpHealthy_GoesBackTellsTheHubAndNeverTakesItAgain(Illness illness, string why)
    {
        if (illness == Illness.StandsStill) bundles.HealthyWithin = TimeSpan.FromMilliseconds(300);
        var keeper = bundles.OpenWith(1);
        await RunAsync(keeper, async (call, after) =>
        {
            Assert.Equal(call == 1 ? 1 : 2, after);
            if (call < 3) return new BundleFetch(bundles.Bundle(2), null);
            // a proved configuration asks the hub at once, before the loop's first commit
            await runtime!.Loop.WaitUntil(runtime.Source.Now + 1, stop.Token);
            await runtime.Forwarder.DrainAsync(stop.Token);
            await stop.CancelAsync();
            return BundleFetch.NoneNewer;
        }, illness);
        Assert.Equal([1, 2, 1], opened);
        Assert.Equal((1, 2, why), (keeper.Report.Version, keeper.Report.RolledBack, keeper.Report.RolledBackWhy));
        var told = Assert.Single(hub.Taken, t => t.Event.Kind == EventKind.Fault).Event;
        Assert.Equal((SensorName.Device, 1L, "configuration-rolled-back", 2L, 1L, why),
            (told.Sensor, told.Value, told.Fields.TextOf("reason"), told.Fields.NumberOf("version"), told.Fields.NumberOf("running"),
                told.Fields.TextOf("detail")));
    }

    [Fact]
    public async Task RunAsync_ProvedConfigurationFails_IsNotHidden()
    {
        var keeper = bundles.OpenWith(2);
        await Assert.ThrowsAsync<IOException>(() => RunAsync(keeper, (_, _) => Task.FromResult(BundleFetch.NoneNewer), Illness.ReadsFail));
        Assert.Equal((2, 0), (keeper.Report.Version, keeper.Report.RolledBack));
    }

    private Task RunAsync(BundleKeeper keeper, Func<int, long, Task<BundleFetch>> answer, Illness? illness = null)
    {
        var calls = 0;
        var options = bundles.Options;
        var edge = new ConfiguredEdge(keeper, (after, _) => answer(++calls, after), bundle => Open(keeper, bundle, illness), options,
            TimeProvider.System, NullLogger<ConfiguredEdge>.Instance);
        return edge.RunAsync(stop.Token);
    }

    private EdgeRuntime Open(BundleKeeper keeper, EdgeBundle? bundle, Illness? illness)
    {
        opened.Add(bundle?.Version ?? 0);
        var ill = bundle?.Version == 2 ? illness : null;
        var options = new EdgeOptions
        {
            Device = Samples.Device,
            DataFolder = folder.File("data"),
            Source = _ =>
                ill == Illness.DoesNotOpen ? throw new IOException("The chip is not there.") : new TickingSource(["door"], ModeOf(ill)),
            Forwarder = new ForwarderOptions { Hub = new Uri("http://hub.example/") },
            HttpHandler = _ => new Kept(hub),
        };
        bundle?.ApplyTo(options, keeper.CreateReporter);
        return runtime = new EdgeRuntime(options, services, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static TickingSource.Mode ModeOf(Illness? illness) => illness switch
    {
        Illness.StandsStill => TickingSource.Mode.Stuck,
        Illness.ReadsFail => TickingSource.Mode.Fails,
        _ => TickingSource.Mode.Ticks,
    };

    /// <summary>The hub outlives the runtimes that talk to it.</summary>
    private sealed class Kept(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override void Dispose(bool disposing) { }
    }
}
