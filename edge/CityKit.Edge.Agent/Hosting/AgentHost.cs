using CityKit.Core;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Agent.Simulation;
using CityKit.Edge.Agent.Systemd;
using CityKit.Edge.Detectors;
using CityKit.Edge.Evidence;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>The agent as a host: loop and forwarder, status, systemd. Logs go to standard output alone, where journald takes them; no file is written for them.</summary>
internal sealed class AgentHost(AgentConfiguration configuration, AgentFolder folder, bool simulated)
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(15);
    private static readonly Instant NotBefore = Instant.FromUtc(2026, 11, 1, 0, 0); // no true clock shows a time before this was written
    private readonly TimeProvider time = TimeProvider.System;

    /// <summary>Runs until the process is told to end.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(CancellationToken cancel)
    {
        var host = Build();
        await using var closing = (IAsyncDisposable)host;
        await host.StartAsync(cancel);
        await host.WaitForShutdownAsync(cancel);
        return HasFailed(host) ? ExitCode.CouldNot : ExitCode.Ok;
    }

    /// <summary>A service that failed has stopped the host and told the log why.</summary>
    private static bool HasFailed(IHost host) => host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        AddLogging(builder.Logging);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownPatience);
        services.AddSingleton(time).AddSingleton(folder).AddSingleton(new MaintenanceFile(folder.Maintenance)).AddSingleton<MaintenanceMode>();
        services.AddSingleton(new EdgeFacts(configuration.Edge.Device, configuration.Edge.Sensors.Count, time.GetUtcNow())).AddSingleton<StatusReport>();
        services.AddSingleton(new SystemdNotifier(Environment.GetEnvironmentVariable, Environment.ProcessId));
        if (simulated) AddSimulated(services);
        else AddEdge(services, null);
        services.AddHostedService<ControlSocket>();
        services.AddHostedService<HealthService>();
        return builder.Build();
    }

    private void AddSimulated(IServiceCollection services)
    {
        var pins = new SimulatedPins(configuration.Edge, KernelBoot.Current, LivePins.Monotonic(time));
        AddEdge(services, pins);
        services.AddSingleton(pins).AddSingleton(Console.In).AddHostedService<LivePins>();
    }

    private void AddEdge(IServiceCollection services, SimulatedPins? pins)
    {
        services.AddCityKitEdge(options =>
        {
            options.Device = configuration.Edge.Device;
            options.DataFolder = folder.Path;
            options.OutboxCapBytes = configuration.Edge.OutboxCapBytes;
            options.Source = _ => pins?.Chip ?? PinOpener.Open(configuration.Edge);
            options.Detectors = _ => pins?.Detectors ?? [.. configuration.Edge.Sensors.Select(s => (Func<IDetector>)s.CreateDetector)];
            options.Channels = pins is null ? configuration.Edge.Channels : [];
            options.Evidence = configuration.Edge.Evidence is { Count: > 0 } kept ? new EvidenceOptions { Sensors = kept } : null;
            options.Rules = configuration.Rules is { } rules ? _ => rules : null;
            options.Clock = _ => new SystemWallClock(time, pins is null ? SystemClockQuality.Read : () => ClockQuality.RealTimeClock, NotBefore);
            options.Forwarder = new ForwarderOptions { Hub = configuration.Edge.Hub! };
        });
        services.AddOptions<EdgeOptions>().Configure<MaintenanceMode>((options, maintenance) => options.Loop = new EdgeLoopOptions { Marks = () => maintenance.Marks });
    }

    /// <summary>Under systemd in its own format, with the level in front; else a line for people.</summary>
    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal", LogLevel.Critical); // why a start was refused is told once, at the end
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null) logging.AddSystemdConsole();
        else logging.AddSimpleConsole(options => options.SingleLine = true);
    }
}
