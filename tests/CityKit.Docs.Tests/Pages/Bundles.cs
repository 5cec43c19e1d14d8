using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge;
using CityKit.Edge.Bundles;
using CityKit.Edge.Detectors;
using Microsoft.Extensions.Logging;

namespace CityKit.Docs.Tests.Pages;

internal static class Bundles
{
    internal static async Task RunAsync(BundleOptions options, Func<Func<IDetector>, EdgeOptions> OwnOptions, HttpClient http, Uri hub, DeviceId device, DeviceKey key,
        IServiceProvider services, ILogger<BundleKeeper> logger, ILogger<ConfiguredEdge> edgeLogger, ILoggerFactory loggers, CancellationToken stopping)
    {
        var keeper = new BundleKeeper(options, TimeProvider.System, logger);              // once a process: a start on trial counts
        var client = new BundleClient(http, hub, device, key, TimeProvider.System);
        var edge = new ConfiguredEdge(keeper, client.FetchAsync, bundle =>
        {
            var run = OwnOptions(keeper.CreateReporter);                                  // data folder, lines by chip, clock; own detectors and the reporter
            bundle?.ApplyTo(run, keeper.CreateReporter);
            return new EdgeRuntime(run, services, TimeProvider.System, loggers);
        }, options, TimeProvider.System, edgeLogger);
        await edge.RunAsync(stopping);
    }
}
