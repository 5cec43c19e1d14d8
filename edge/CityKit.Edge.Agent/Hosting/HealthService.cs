using System.Net.Sockets;
using CityKit.Edge.Agent.Systemd;
using CityKit.Shared.SqliteProvider;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Tells systemd and the log that the agent is ready, and the watchdog that the loop lives. Started last, so that everything else is up.</summary>
internal sealed class HealthService(AgentEdge edge, SystemdNotifier manager, TimeProvider time, ILogger<HealthService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (runtime, (_, configuration, _), _) = edge.Now;
        string[] away = [.. runtime.Source.Lines.Where((_, line) => runtime.Source.WhyAway(line) is not null), .. runtime.Outputs.Where(output => output.WhyAway is not null).Select(output => output.Name)];
        foreach (var output in runtime.Outputs)
            if (output.WhyAway is { } why) AgentLog.OutputAway(logger, output.Name, why);
        AgentLog.Ready(logger, configuration.Device, configuration.Lines.Count, configuration.Sensors.Count, away.Length, runtime.PublicKey.Fingerprint, SqliteChoice.Running);
        Tell($"READY=1\nSTATUS=Device {configuration.Device} reads {configuration.Lines.Count} lines{(away.Length == 0 ? "" : $"; away: {string.Join(", ", away)}")}.");
        if (manager.Watchdog is { } patience && manager.IsHeard) await FeedAsync(patience, stoppingToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        AgentLog.Stops(logger);
        Tell("STOPPING=1");
        return base.StopAsync(cancellationToken);
    }

    private async Task FeedAsync(TimeSpan patience, CancellationToken stopping)
    {
        var pulse = new LoopPulse(time, patience);
        using var timer = new PeriodicTimer(patience / 3, time);
        do
        {
            if (pulse.IsAlive(edge.Now.Runtime.Loop.Status, edge.TrialTime)) Tell("WATCHDOG=1");
            else AgentLog.LoopStands(logger, pulse.Still);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private void Tell(string message)
    {
        try
        {
            manager.Tell(message);
        }
        catch (SocketException gone)
        {
            AgentLog.NotNotified(logger, gone.Message);
        }
    }
}
