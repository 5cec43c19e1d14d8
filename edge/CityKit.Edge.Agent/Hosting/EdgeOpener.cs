using CityKit.Core;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Agent.Simulation;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices;
using CityKit.Edge.Devices.Opened;
using CityKit.Edge.Evidence;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Loop;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Opens the runtime of a configuration, on the machine's pins or on simulated ones.</summary>
internal sealed class EdgeOpener(AgentFolder folder, PinChoice choice, EdgeBuilder builder, MaintenanceMode maintenance,
    RecentEvents recent, TimeProvider time, IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Opens it; nothing runs yet.</summary>
    /// <param name="configuration">The configuration; it names a hub.</param>
    /// <param name="reporter">Reports to the hub what runs, and how configurations and releases fared.</param>
    internal RunningEdge Open(AgentConfiguration configuration, Func<IDetector> reporter)
    {
        var pins = choice == PinChoice.Machine ? null : new SimulatedPins(configuration.Edge, KernelBoot.Current, LivePins.Monotonic(time));
        var devices = pins is null && configuration.Edge.Devices.Count > 0 ? new DeviceSet(configuration.Edge, time) : null;
        var options = Options(configuration, pins, devices);
        options.Detectors = _ => [.. Detectors(configuration, pins), reporter];
        builder.ApplyTo(options);
        return new RunningEdge(new EdgeRuntime(options, services, time, loggers), configuration, pins) { Devices = devices };
    }

    private ClockEvidence Evidence() => choice switch
    {
        PinChoice.Machine => SystemClockQuality.OfMachine.Look(Instant.FromDateTimeOffset(time.GetUtcNow())),
        PinChoice.WithoutClock => new(ClockQuality.Unknown, new("模拟引脚，时钟未校准", "simulated pins without a clock")),
        _ => new(ClockQuality.RealTimeClock, new("模拟引脚，使用本机时钟", "simulated pins on this machine's clock")),
    };

    private static IEnumerable<Func<IDetector>> Detectors(AgentConfiguration configuration, SimulatedPins? pins) =>
        pins?.Detectors ?? configuration.Edge.Sensors.Select(s => (Func<IDetector>)s.CreateDetector);

    private EdgeOptions Options(AgentConfiguration configuration, SimulatedPins? pins, DeviceSet? devices)
    {
        var edge = configuration.Edge;
        return new EdgeOptions
        {
            Device = edge.Device,
            DataFolder = folder.Path,
            OutboxCapBytes = edge.OutboxCapBytes,
            OutboxTailEvents = edge.OutboxTailEvents,
            Source = _ => pins?.Chip ?? PinOpener.Open(edge, devices),
            Outputs = _ => pins?.Outputs ?? PinOpener.OpenOutputs(edge, devices),
            Drives = edge.Drives,
            Devices = devices,
            Channels = edge.Channels,
            ChannelSource = pins is null ? null : _ => pins.Channels,
            Evidence = edge.Evidence is { Count: > 0 } kept ? new EvidenceOptions { Sensors = kept } : null,
            Rules = configuration.Rules is { } rules ? _ => rules : null,
            Clock = _ => new SystemWallClock(time, Evidence, SystemClockQuality.NotBefore),
            Forwarder = new ForwarderOptions { Hub = edge.Hub!, AnswerKey = HubKeyFile.Answers(folder).Read() },
            Loop = new EdgeLoopOptions { Marks = () => maintenance.Marks, Kept = recent.Keep, Labels = edge.Labels },
        };
    }
}
