using CityKit.Core.Signing;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Agent.Updates;
using CityKit.Edge.Bundles;
using CityKit.Edge.Detectors;
using CityKit.Edge.Releases;
using CityKit.Edge.Trials;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>
/// Runs the device as long as the host runs: under its own files, or under the configuration that the hub gave, and again under the next
/// one.
/// </summary>
internal sealed class AgentEdge(AgentConfiguration own, AgentFolder folder, PinChoice choice, BundleSetup setup, AgentReleases releases,
    EdgeOpener opener, IServiceProvider services, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    // A disk that refuses the first commit must not keep the status away: the host counts as started all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RunningEdge? now;
    private volatile BundleKeeper? keeper;

    /// <summary>What runs now.</summary>
    internal RunningEdge Now => now ?? throw new InvalidOperationException("Nothing runs yet.");

    /// <summary>
    /// The hubs to ask: that of the configuration in force, then that of the device's own file, since a configuration with a wrong address
    /// must not be the last.
    /// </summary>
    internal IEnumerable<Uri> Hubs => new[] { Now.Configuration.Edge.Hub!, own.Edge.Hub! }.Distinct();

    /// <summary>How configurations of the hub fared; null when none are taken.</summary>
    internal TrialReport? Report => keeper?.Report;

    /// <summary>How long the configuration in force has to come up healthy; zero when it has.</summary>
    internal TimeSpan TrialTime => Report is { IsOnTrial: true } ? setup.HealthyWithin.ToTimeSpan() : TimeSpan.Zero;

    /// <summary>
    /// Ends when the loop has taken up its work, so that a driven source is not moved too early; what cannot be opened is thrown here.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(ExecuteTask!, UpAsync(cancellationToken));
        if (ExecuteTask!.IsCompleted) await ExecuteTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (setup.For(folder, own.Edge.Device, Missing, Objections) is { } options) await RunConfiguredAsync(options, stoppingToken);
        else await RunOwnAsync(stoppingToken);
    }

    private async Task UpAsync(CancellationToken cancel)
    {
        await opened.Task.WaitAsync(cancel);
        await Task.WhenAny(Now.Runtime.Loop.WaitUntil(long.MinValue + 1, cancel), Task.Delay(Patience, time, cancel));
    }

    private async Task RunOwnAsync(CancellationToken stopping)
    {
        await using var runtime = Open(own, Reporter(() => TrialReport.None)).Runtime;
        await runtime.RunAsync(stopping);
    }

    /// <summary>
    /// One process at a time: a start on trial is counted, and must not be counted by a second agent that will be refused.
    /// </summary>
    private async Task RunConfiguredAsync(BundleOptions options, CancellationToken stopping)
    {
        Directory.CreateDirectory(options.Folder);
        using var held = HeldFile.Open(Path.Combine(options.Folder, "lock"));
        using var key = new KeyFile(folder).LoadOrCreate();
        using var http = EdgeHttp.Create(services);
        var taken = keeper = new BundleKeeper(options, time, loggers.CreateLogger<BundleKeeper>());
        var edge = new ConfiguredEdge(taken, (after, cancel) => FetchAsync(http, key, after, cancel),
            bundle => Open(own.Under(bundle), Reporter(() => taken.Report)).Runtime, options, time, loggers.CreateLogger<ConfiguredEdge>());
        await edge.RunAsync(stopping);
    }

    private Func<Detectors.IDetector> Reporter(Func<TrialReport> configuration) =>
        () => new DeviceReporter(configuration, () => releases.Report);

    private async Task<BundleFetch> FetchAsync(HttpClient http, DeviceKey key, long after, CancellationToken cancel)
    {
        var answer = BundleFetch.NoneNewer;
        foreach (var hub in Hubs)
            if ((answer = await new BundleClient(http, hub, own.Edge.Device, key, time).FetchAsync(after, cancel)).Trouble is null) break;
        return answer;
    }

    private RunningEdge Open(AgentConfiguration configuration, Func<Detectors.IDetector> reporter)
    {
        var edge = opener.Open(configuration, reporter);
        now = edge;
        opened.TrySetResult();
        return edge;
    }

    private IEnumerable<string> Objections(Edge.Configuration.EdgeConfiguration next) =>
        RunRefusals.Of(own.WithHub(next), setup.IsPlainAllowed, choice);

    private IEnumerable<string> Missing(Edge.Configuration.EdgeConfiguration next) =>
        choice == PinChoice.Machine ? PinOpener.Missing(next, Now.Configuration.Edge) : [];
}
