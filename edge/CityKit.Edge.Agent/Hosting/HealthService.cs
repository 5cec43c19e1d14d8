using System.Net.Sockets;
using CityKit.Edge.Agent.Systemd;
using CityKit.Edge.Agent.Updates;
using CityKit.Shared.SqliteProvider;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>
/// Reports to systemd and the log that the agent is ready, and to the watchdog that the loop runs. Started last, so that everything else is
/// up.
/// </summary>
internal sealed class HealthService(AgentEdge edge, AgentReleases releases, ISystemdNotifier manager, TimeProvider time,
    ILogger<HealthService> logger) : BackgroundService
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (runtime, (_, configuration, _), _) = edge.Now;
        string[] away = [.. runtime.Source.Lines.Where((_, line) => runtime.Source.WhyAway(line) is not null),
            .. runtime.Outputs.Where(output => output.WhyAway is not null).Select(output => output.Name)];
        foreach (var output in runtime.Outputs)
            if (output.WhyAway is { } why) AgentLog.OutputAway(logger, configuration.Labels.Output(output.Name), why);
        AgentLog.Ready(logger, configuration.Device, configuration.Lines.Count, configuration.Sensors.Count, away.Length,
            runtime.PublicKey.Fingerprint, SqliteChoice.Running);
        Report(new ServiceState(
            $"READY=1\nSTATUS=Device {configuration.Device} reads {configuration.Lines.Count} "
                + $"lines{(away.Length == 0 ? "" : $"; away: {string.Join(", ", away)}")}."));
        if (manager.IsEnabled && SystemdWatchdog.Patience(Environment.GetEnvironmentVariable, Environment.ProcessId) is { } patience)
            await FeedAsync(patience, stoppingToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        AgentLog.Stops(logger);
        // After STOPPING=1 systemd would wait for the end of the process.
        Report(releases.IsAgain ? new ServiceState("STATUS=Another release takes this one's place.") : ServiceState.Stopping);
        return base.StopAsync(cancellationToken);
    }

    private async Task FeedAsync(TimeSpan patience, CancellationToken stopping)
    {
        var pulse = new LoopPulse(time, patience);
        using var timer = new PeriodicTimer(patience / 3, time);
        do
        {
            if (pulse.IsAlive(edge.Now.Runtime.Loop.Status, edge.TrialTime)) Report(Alive);
            else AgentLog.LoopStands(logger, pulse.Still);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private void Report(ServiceState state)
    {
        try
        {
            manager.Notify(state);
        }
        catch (SocketException gone)
        {
            AgentLog.NotNotified(logger, gone.Message);
        }
    }
}
