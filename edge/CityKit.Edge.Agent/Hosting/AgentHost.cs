using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Simulation;
using CityKit.Edge.Devices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>The agent as a host: the edge, its status, systemd. Logs go to standard output alone, where journald takes them; no file is written for them.</summary>
internal sealed class AgentHost(AgentConfiguration configuration, AgentFolder folder, PinChoice pins, BundleSetup bundles, EdgeBuilder edge, TimeProvider time)
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(15);

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
        services.AddSingleton(time).AddSingleton(folder).AddSingleton(new MaintenanceFile(folder.Maintenance)).AddSingleton<MaintenanceMode>().AddSingleton<RecentEvents>();
        // Not AddSystemd(): it looks at the parent's name, which ProtectProc= of the unit hides, and is ready before the status is up.
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        services.AddSingleton(all => ActivatorUtilities.CreateInstance<EdgeOpener>(all, pins, edge));
        services.AddSingleton(all => ActivatorUtilities.CreateInstance<AgentEdge>(all, configuration, pins, bundles));
        services.AddSingleton(all => new StatusReport(all.GetRequiredService<AgentEdge>(), all.GetRequiredService<MaintenanceMode>(), time.GetUtcNow(), time));
        services.AddSingleton(all => new SeenReport(all.GetRequiredService<RecentEvents>(), all.GetRequiredService<AgentEdge>()));
        services.AddHostedService(all => all.GetRequiredService<AgentEdge>());
        if (pins == PinChoice.Simulated) services.AddSingleton(Console.In).AddHostedService<LivePins>();
        services.AddHostedService<ControlSocket>();
        if (configuration.Edge.Devices.Any(d => d.Type.Role == DeviceRole.Display)) services.AddHostedService<DisplayService>();
        services.AddHostedService<HealthService>();
        return builder.Build();
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
