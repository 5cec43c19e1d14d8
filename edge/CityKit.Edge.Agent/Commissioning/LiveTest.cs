using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Maintenance;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Edge.Agent.Commissioning;

/// <summary>Tests sensors at the running agent, in maintenance mode, so that what they report opens no lead.</summary>
internal sealed class LiveTest(AgentFolder folder, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly Duration Margin = Duration.FromMinutes(5);
    private readonly MaintenanceFile maintenance = new(folder.Maintenance);

    /// <summary>Waits for what must be seen of a sensor; says when it is ready, and shows what comes as it comes.</summary>
    /// <returns>What was seen of it, marked as a test; whether it was enough is the test's to say.</returns>
    internal async Task<IReadOnlyList<SeenEvent>> RunAsync(string sensor, CommissionTest test, Duration wait, CancellationToken cancel)
    {
        await MarkAsync(wait + Margin, cancel);
        var seen = new List<SeenEvent>();
        var (known, _) = await AskAsync(long.MaxValue, cancel);
        output.WriteLine($"{sensor}: {test.Todo.En}. {test.Todo.Zh}。 {(long)wait.TotalSeconds} s:");
        var begun = time.GetTimestamp();
        while (test.Missing(seen).Any() && time.GetElapsedTime(begun) < wait.ToTimeSpan())
        {
            await Task.Delay(Pause, time, cancel);
            (known, var more) = await AskAsync(known, cancel);
            foreach (var one in more.Where(e => e.Sensor == sensor && e.IsTest))
            {
                seen.Add(one);
                output.WriteLine($"    {one}");
            }
        }
        return seen;
    }

    /// <summary>Maintenance mode as it was before: off, unless somebody had set it for longer.</summary>
    internal async Task EndAsync(MaintenanceSpan? before, CancellationToken cancel)
    {
        if (before is { } span && span.LeftAt(time.GetCurrentInstant()) > Duration.Zero) maintenance.Write(span);
        else maintenance.Remove();
        using var status = await ControlClient.AskAsync(folder, ControlSocket.MaintenanceWord, cancel);
    }

    /// <summary>What maintenance mode is set to now.</summary>
    internal MaintenanceSpan? Before() => maintenance.Read();

    private async Task MarkAsync(Duration least, CancellationToken cancel)
    {
        var now = time.GetCurrentInstant();
        if (maintenance.Read() is not { } set || set.LeftAt(now) < least) maintenance.Write(new MaintenanceSpan(now, now + least));
        using var status = await ControlClient.AskAsync(folder, ControlSocket.MaintenanceWord, cancel);
        if (status?.RootElement.GetProperty("maintenanceSeconds").GetInt64() is not > 0) throw Gone();
    }

    private async Task<(long Last, IReadOnlyList<SeenEvent> Events)> AskAsync(long after, CancellationToken cancel)
    {
        using var answer = await ControlClient.AskAsync(folder, $"{ControlSocket.SeenWord} {after}", cancel) ?? throw Gone();
        return (answer.RootElement.GetProperty("last").GetInt64(),
            [.. answer.RootElement.GetProperty("events").EnumerateArray().Select(SeenEvent.Of)]);
    }

    private AgentRefusedException Gone() =>
        new($"No agent runs with the data in {folder.Path}: start it first (systemctl start citykit-edge). 代理未运行，请先启动。");
}
