using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Simulation;
using CityKit.Edge.Agent.Systemd;
using CityKit.Edge.Agent.Updates;
using CityKit.Edge.Devices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>
/// The agent as a host: the edge, its status, systemd. Logs go to standard output alone, where journald takes them; no file is written for
/// them.
/// </summary>
internal sealed class AgentHost(AgentConfiguration configuration, AgentFolder folder, PinChoice pins, BundleSetup bundles,
    AgentReleases releases, UpdateSetup updates, EdgeBuilder edge, TimeProvider time)
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(15);

    /// <summary>Runs until the process is asked to end.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(CancellationToken cancel)
    {
        var host = Build();
        await using var closing = (IAsyncDisposable)host;
        await host.StartAsync(cancel);
        await host.WaitForShutdownAsync(cancel);
        return HasFailed(host) ? ExitCode.CouldNot : ExitCode.Ok;
    }

    /// <summary>A service that failed has stopped the host and logged why.</summary>
    private static bool HasFailed(IHost host) =>
        host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        AgentLogging.Add(builder.Logging);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownPatience);
        services.AddSingleton(time).AddSingleton(folder).AddSingleton(new MaintenanceFile(folder.Maintenance))
            .AddSingleton<MaintenanceMode>().AddSingleton<RecentEvents>();
        // Not AddSystemd(): it looks at the parent's name, which ProtectProc= of the unit hides, and is ready before the status is up.
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        services.AddSingleton(all => ActivatorUtilities.CreateInstance<EdgeOpener>(all, pins, edge));
        services.AddSingleton(all => ActivatorUtilities.CreateInstance<AgentEdge>(all, configuration, pins, bundles));
        services.AddSingleton(releases).AddSingleton(updates).AddSingleton<UpdateService>();
        services.AddSingleton(all =>
            new StatusReport(all.GetRequiredService<AgentEdge>(), releases, all.GetRequiredService<MaintenanceMode>(),
                time.GetUtcNow(), time));
        services.AddSingleton(all => new SeenReport(all.GetRequiredService<RecentEvents>(), all.GetRequiredService<AgentEdge>()));
        services.AddHostedService(all => all.GetRequiredService<AgentEdge>());
        if (pins is PinChoice.Simulated or PinChoice.WithoutClock) services.AddSingleton(Console.In).AddHostedService<LivePins>();
        services.AddHostedService<ControlSocket>();
        if (configuration.Edge.Devices.Any(d => d.Type.Role == DeviceRole.Display)) services.AddHostedService<DisplayService>();
        services.AddHostedService<HealthService>();
        services.AddHostedService(all => all.GetRequiredService<UpdateService>());
        return builder.Build();
    }
}
