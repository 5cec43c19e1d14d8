using System.Diagnostics.Metrics;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Channels;
using CityKit.Edge.Devices.Opened;
using CityKit.Edge.Evidence;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge;

/// <summary>A device at work (边缘运行时): its lines, loop, outbox and forwarder, opened together and closed in the right order.</summary>
/// <remarks>
/// A host has one as a service after <c>AddCityKitEdge</c> and runs it; open one yourself where there is no host. One process at a time may
/// use a data folder: a second one is refused. What was committed survives a power cut; edges that nobody read are reported as a blind
/// span. Without a network everything is kept, and sent in order later. The loop and each group of channels have threads of their own, and
/// a detector or channel that throws ends none of them. <see cref="EdgeOptions.DataFolder"/> gets <c>device.pem</c>, the private key, at
/// the first start. Dispose it after <see cref="RunAsync"/> has ended, never before.
/// </remarks>
/// <example><code>
/// var edge = app.Services.GetRequiredService&lt;EdgeRuntime>();
/// Console.WriteLine(edge.PublicKey.Fingerprint); // an administrator compares it before the hub admits the device
/// Console.WriteLine($"{edge.Outbox.Status.Alarm.Rows} alarms wait; forwarder: {edge.Forwarder.Status.State}");
/// if (edge.Loop.Status.Trouble is { } trouble) Console.WriteLine(trouble.Message.En); // such as a full disk
/// </code></example>
public sealed class EdgeRuntime : IAsyncDisposable
{
    private const string MeterName = "CityKit.Edge";
    private static readonly Instant NotBefore = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly TimeSpan ChannelsEndWithin = TimeSpan.FromSeconds(2);
    private static readonly ClockEvidence Assumed = new(ClockQuality.RealTimeClock,
        new("主机未说明来源，按实时时钟处理", "taken as kept by a real-time clock, as the host says nothing of it"));
    private readonly DeviceKey key;
    private readonly ChannelSet channels;
    private readonly DeviceSet? devices;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly IReadOnlyList<IOutputLine> outputs = [];
    private readonly Meter meter;

    /// <summary>Opens files and lines; nothing runs yet.</summary>
    /// <param name="options">What the device is made of.</param>
    /// <param name="services">What the options are opened with; an <see cref="IHttpClientFactory"/> among them makes the client
    /// (<see cref="EdgeHttp.ClientName"/>).</param>
    /// <param name="time">The clock to wait by.</param>
    /// <param name="loggers">For people.</param>
    /// <param name="meters">Makes the meter <c>CityKit.Edge</c>. It keeps what it made for as long as the host runs: pass none when
    /// runtimes are opened one after the other in one host.</param>
    /// <exception cref="RefusedException">The outbox cannot be used; the message says why.</exception>
    public EdgeRuntime(EdgeOptions options, IServiceProvider services, TimeProvider time, ILoggerFactory loggers,
        IMeterFactory? meters = null)
    {
        meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        (this.time, devices) = (time, options.Devices);
        Directory.CreateDirectory(options.DataFolder);
        key = DeviceKey.LoadOrCreate(Path.Combine(options.DataFolder, "device.pem"));
        http = options.HttpHandler?.Invoke(services) is { } handler
            ? new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan } : EdgeHttp.Create(services);
        Outbox = EventOutbox.Open(new OutboxOptions
        {
            Path = Path.Combine(options.DataFolder, "outbox.db"), Device = options.Device,
            CapBytes = options.OutboxCapBytes, TailEvents = options.OutboxTailEvents,
        });
        OutboxMeter.Watch(meter, Outbox);
        try
        {
            Source = options.Source!(services);
            var log = loggers.CreateLogger<ChannelSet>();
            channels = options.ChannelSource?.Invoke(services) is { } given
                ? new ChannelSet(given, options.Channels, () => Source.Now, log)
                : new ChannelSet(options.Channels, () => Source.Now, time, devices, log);
            outputs = options.Outputs(services);
            var clock = options.Clock?.Invoke(services) ?? new SystemWallClock(time, () => Assumed, NotBefore);
            var parts = new EdgeLoopParts(Source, options.Detectors(services), clock)
            {
                Rules = options.Rules?.Invoke(services), Channels = channels.Pollers, Evidence = OpenEvidence(options), Outputs = outputs,
                Drives = options.Drives,
            };
            Loop = new EdgeLoop(Outbox, parts, options.Loop, time, loggers.CreateLogger<EdgeLoop>());
            Forwarder = new Forwarder(Outbox, key, http, options.Forwarder!, time, Random.Shared, loggers.CreateLogger<Forwarder>(), meter);
            LoopMeter.Watch(meter, Loop);
        }
        catch
        {
            Close(); // the next open, with other options, must find the files free
            throw;
        }
    }

    /// <summary>The files of evidence; null when none are kept.</summary>
    internal IEvidenceStore? Evidence { get; private set; }

    /// <summary>The half of the device's key that the hub is given.</summary>
    public DevicePublicKey PublicKey => key.Public;

    /// <summary>The outbox.</summary>
    public EventOutbox Outbox { get; }

    /// <summary>The lines.</summary>
    public ILineSource Source { get; }

    /// <summary>The channels: what was read last, and what was given up.</summary>
    internal IReadOnlyList<ChannelPoller> Channels => channels.Pollers;

    /// <summary>The outputs.</summary>
    public IReadOnlyList<IOutputLine> Outputs => outputs;
    /// <summary>How the devices are; empty when there are none.</summary>
    public IReadOnlyList<DeviceStatus> Devices => devices?.Status ?? [];

    /// <summary>The loop.</summary>
    public EdgeLoop Loop { get; }

    /// <summary>The forwarder.</summary>
    public Forwarder Forwarder { get; }

    /// <summary>
    /// Runs loop, channels and forwarder until cancelled, or until loop or forwarder cannot go on. No channel ends it; one that hangs is
    /// not waited for at the end.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var loop = Loop.RunAsync(either.Token);
        var forwarder = Forwarder.RunAsync(either.Token);
        var reading = channels.RunAsync(time, either.Token);
        await Task.WhenAny(loop, forwarder).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(reading, Task.Delay(ChannelsEndWithin, time, CancellationToken.None)).ConfigureAwait(false);
        await Task.WhenAll(loop, forwarder).ConfigureAwait(false);
    }

    private EvidenceKeeper? OpenEvidence(EdgeOptions options)
    {
        if (options.Evidence is not { } wanted) return null;
        Evidence = new FolderEvidenceStore(Path.Combine(options.DataFolder, "evidence"), wanted.MaxFiles, wanted.MaxBytes);
        return new EvidenceKeeper(wanted.Sensors, Evidence, key);
    }

    /// <summary>Closes everything; after <see cref="RunAsync"/> has ended.</summary>
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private void Close()
    {
        OutputBoard.Release(outputs);
        channels?.Dispose(); // null when they did not open
        Source?.Dispose();
        devices?.Dispose();
        http.Dispose();
        Outbox.Dispose();
        key.Dispose();
        meter.Dispose();
    }
}
