using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices.Opened;
using CityKit.Edge.Evidence;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;

namespace CityKit.Edge;

/// <summary>What an edge device needs to run (边缘选项): who it is, where its files are, what it reads, where it sends.</summary>
/// <remarks>
/// <see cref="Device"/>, <see cref="DataFolder"/>, <see cref="Source"/> and <see cref="Forwarder"/> have to be set; all else has a default.
/// A host checks them when it starts and names everything that is out of range. They are read once, when the <see cref="EdgeRuntime"/> is
/// opened: a later change does nothing. What the functions open belongs to the runtime, which disposes it. The folder must survive power
/// loss: it holds the device's private key and the events that the hub has not answered for.
/// </remarks>
/// <example><code>
/// services.Configure&lt;EdgeOptions>(options =>
/// {
///     options.OutboxCapBytes = 256L &lt;&lt; 20; // weeks without a network; 4 MiB at least
///     options.Rules = _ => new LocalRules(RulePacks.Find("smoke")!.Rules, register);
///     options.Loop = options.Loop with { CommitAfter = TimeSpan.FromSeconds(2) }; // alarms never wait for it
/// });
/// </code></example>
public sealed class EdgeOptions
{
    /// <summary>The device's name at the hub.</summary>
    public DeviceId Device { get; set; }

    /// <summary>The folder of its files: <c>outbox.db</c> and <c>device.pem</c>.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>The most bytes of events kept; 64 MiB.</summary>
    public long OutboxCapBytes { get; set; } = OutboxOptions.DefaultCapBytes;

    /// <summary>How many events of each lane are kept after the hub answered for them; 2,000.</summary>
    public int OutboxTailEvents { get; set; } = OutboxOptions.DefaultTailEvents;

    /// <summary>Opens the lines.</summary>
    public Func<IServiceProvider, ILineSource>? Source { get; set; }

    /// <summary>What makes each detector; a detector that failed is made again.</summary>
    public Func<IServiceProvider, IReadOnlyList<Func<IDetector>>> Detectors { get; set; } = _ => [];

    /// <summary>The channels that are read at a rate; none unless given.</summary>
    public IReadOnlyList<ChannelConfiguration> Channels { get; set; } = [];

    /// <summary>The devices that channels read; null for none. Disposed with the runtime.</summary>
    public DeviceSet? Devices { get; set; }

    /// <summary>Reads the channels in place of the machine's own files and serial lines, such as a simulated source.</summary>
    public Func<IServiceProvider, IChannelSource>? ChannelSource { get; set; }

    /// <summary>
    /// Opens the outputs that detectors and alerts may switch; none unless given. They are put into their safe state at the end.
    /// </summary>
    public Func<IServiceProvider, IReadOnlyList<IOutputLine>> Outputs { get; set; } = _ => [];

    /// <summary>Which alerts of local rules switch which outputs; none unless given.</summary>
    public IReadOnlyList<AlertDrive> Drives { get; set; } = [];

    /// <summary>Whose detections are kept as evidence; none unless given.</summary>
    public EvidenceOptions? Evidence { get; set; }

    /// <summary>The rules judged on the device itself; none unless given.</summary>
    public Func<IServiceProvider, LocalRules>? Rules { get; set; }

    /// <summary>The wall clock and its quality; the system's clock, taken as battery-backed, unless another is given.</summary>
    public Func<IServiceProvider, IWallClock>? Clock { get; set; }

    /// <summary>How the loop reads and commits.</summary>
    public EdgeLoopOptions Loop { get; set; } = new();

    /// <summary>Where batches are sent.</summary>
    public ForwarderOptions? Forwarder { get; set; }

    /// <summary>
    /// Sends requests; when it is not given, the host's <see cref="IHttpClientFactory"/> makes the client, or there is one with the
    /// system's settings.
    /// </summary>
    public Func<IServiceProvider, HttpMessageHandler>? HttpHandler { get; set; }
}
