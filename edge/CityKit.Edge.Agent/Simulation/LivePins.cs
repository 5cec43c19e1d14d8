using CityKit.Edge.Agent.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>
/// Simulated pins in real time: the chip's clock follows the machine's, and script steps are read from standard input as they come.
/// </summary>
internal sealed class LivePins(AgentEdge edge, TimeProvider time, TextReader input, ILogger<LivePins> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250); // as often as the loop looks at real pins that do not move
    private readonly Lock gate = new();

    /// <summary>The machine's monotonic clock, in nanoseconds.</summary>
    internal static long Monotonic(TimeProvider time) => (long)((Int128)time.GetTimestamp() * 1_000_000_000 / time.TimestampFrequency);

    /// <summary>The thread that waits for a line of input ends with the process; input that has ended changes nothing.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Listen) { IsBackground = true, Name = "simulated pins" }.Start();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Advance();
    }

    private void Listen()
    {
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            var step = Pins.Script.Parse(number, line, out var error);
            if (error is not null) AgentLog.SimulationRefused(logger, line, error.Message.En);
            if (step is { } right) Play(right);
        }
    }

    private SimulatedPins Pins => edge.Now.Pins!;

    private void Play(ScriptStep step)
    {
        if (step.What == ScriptAction.Wait)
        {
            Task.Delay(step.For.ToTimeSpan(), time).Wait();
            return;
        }
        lock (gate)
        {
            AdvanceTo_NeedsLock(Monotonic(time));
            Schedule_NeedsLock(step);
        }
    }

    private void Advance()
    {
        lock (gate) AdvanceTo_NeedsLock(Monotonic(time));
    }

    private void Schedule_NeedsLock(ScriptStep step)
    {
        try
        {
            Pins.Schedule(step);
        }
        catch (ObjectDisposedException)
        {
            AgentLog.SimulationRefused(logger, step.Name, "the configuration is changing; these pins are gone.");
        }
    }

    /// <summary>Pins of a configuration whose loop has not taken up its work yet are not moved.</summary>
    private void AdvanceTo_NeedsLock(long now)
    {
        if (edge.Now is not { IsUp: true, Pins: { } pins }) return;
        try
        {
            pins.Chip.AdvanceTo(now);
        }
        catch (ObjectDisposedException)
        {
            // the agent ends, or another configuration takes over: nobody reads this chip any more
        }
    }
}
