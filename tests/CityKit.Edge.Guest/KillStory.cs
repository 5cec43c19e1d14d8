using System.Diagnostics;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Outbox;
using CityKit.Testing.Conformance;

namespace CityKit.Edge.Guest;

/// <summary>
/// The whole path on a real kernel: a wire moves, the hub has the event. Then doors move all the time while the edge and the hub are killed with SIGKILL at
/// moments that a seed decides; in the end the hub has every event that any outbox had taken, byte for byte, once.
/// </summary>
internal sealed class KillStory : IAsyncDisposable
{
    private const string Port = "8080";
    private static readonly Uri Hub = new($"http://127.0.0.1:{Port}/");
    private readonly string edgeFolder = Directory.CreateTempSubdirectory("edge-").FullName;
    private readonly string hubFolder = Directory.CreateTempSubdirectory("hub-").FullName;
    private readonly GpioSim chip = new(EdgeProgram.ChipLabel);
    private readonly Random random = new(20261121);
    private readonly Dictionary<(Lane, long), byte[]> waiting = [];
    private readonly bool[] levels = new bool[EdgeProgram.Doors];
    private Child edge = null!;
    private Child hub = null!;
    private int kills;
    private int driven;

    internal static async Task RunAsync()
    {
        await using var story = new KillStory();
        await story.StartAsync();
        await story.OneWireAsync();
        using var stop = new CancellationTokenSource();
        var driving = Task.Factory.StartNew(() => story.Drive(stop.Token), TaskCreationOptions.LongRunning);
        await story.KillAllOverAsync();
        await stop.CancelAsync();
        await driving;
        await story.EndAsync();
        await story.JudgeAsync();
    }

    public ValueTask DisposeAsync()
    {
        edge?.Dispose();
        hub?.Dispose();
        chip.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync()
    {
        var (hubStarts, edgeStarts) = (StartHubAsync(), StartEdgeAsync());
        hub = await hubStarts;
        edge = await edgeStarts;
    }

    private Task<Child> StartHubAsync()
    {
        using var key = DeviceKey.LoadOrCreate(Path.Combine(edgeFolder, "device.pem"));
        return Child.StartAsync("hub", hubFolder, Port, Convert.ToBase64String(key.Public.Info.Span));
    }

    private Task<Child> StartEdgeAsync() => Child.StartAsync("edge", edgeFolder, Hub.AbsoluteUri);

    /// <summary>One wire, many times: how long until the hub has it on its disk.</summary>
    private async Task OneWireAsync()
    {
        const int Times = 20;
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var before = hub.Taken[0];
            var clock = Stopwatch.StartNew();
            Toggle(0);
            while (hub.Taken[0] <= before)
            {
                Require(clock.Elapsed < TimeSpan.FromSeconds(120), "a toggled line becomes an event at the hub");
                await Task.Delay(1);
            }
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine($"FIGURE a line toggled -> its event synced at the hub over HTTP (debounce 3 ms, told every 10 ms): the first {times[0]:F0} ms, then half under {times.Skip(1).Order().ElementAt(Times / 2):F0} ms, longest {times.Skip(1).Max():F0} ms");
    }

    private async Task KillAllOverAsync()
    {
        foreach (var withHub in (bool[])[false, true, false])
        {
            await WaitAsync();
            if (withHub) await KillHubAsync();
            if (withHub) await WaitAsync();
            await KillEdgeAsync();
            var hubStarts = withHub ? StartHubAsync() : Task.FromResult(hub);
            edge = await StartEdgeAsync();
            hub = await hubStarts;
        }
        await WaitAsync();
    }

    private async Task KillHubAsync()
    {
        await hub.KillAsync();
        hub.Dispose();
    }

    private Task WaitAsync() => Task.Delay(random.Next(500, 1_500));

    /// <summary>Kills the edge and looks at what its outbox holds on the disk.</summary>
    private async Task KillEdgeAsync()
    {
        await edge.KillAsync();
        kills++;
        var told = edge.Taken;
        edge.Dispose();
        using (var outbox = EventOutbox.Open(new OutboxOptions { Path = Path.Combine(edgeFolder, "outbox.db"), Device = EdgeProgram.Device }))
        {
            Require(outbox.MovedAside is null, "the outbox is whole after SIGKILL");
            Require(outbox.Status.Alarm.Last >= told[0] && outbox.Status.Reading.Last >= told[1], $"the outbox has what it had told: {string.Join(' ', told)}");
            foreach (var lane in (Lane[])[Lane.Alarm, Lane.Reading]) Note(lane, outbox.NextBatch(lane, BatchLimits.Max));
        }
    }

    private void Note(Lane lane, OutboxBatch? batch)
    {
        for (var i = 0; i < (batch?.Events.Count ?? 0); i++) waiting[(lane, batch!.Header.First + i)] = batch.Events[i].ToArray();
    }

    private void Drive(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Toggle(random.Next(EdgeProgram.Doors));
            Pause.For(TimeSpan.FromMilliseconds(60));
        }
    }

    private void Toggle(int door)
    {
        levels[door] = !levels[door];
        chip.Drive(door, levels[door]);
        driven++;
    }

    /// <summary>Waits until the hub has answered for everything, then ends both.</summary>
    private async Task EndAsync()
    {
        await Task.Delay(500);
        for (var clock = Stopwatch.StartNew(); edge.Taken[0] != edge.Taken[2] || edge.Taken[1] != edge.Taken[3]; await Task.Delay(50))
            Require(clock.Elapsed < TimeSpan.FromSeconds(120), $"the outbox drains: {string.Join(' ', edge.Taken)}");
        await edge.EndAsync();
        await hub.EndAsync();
    }

    private async Task JudgeAsync()
    {
        var at = await HubJournal.ReadAsync(HubProgram.File(hubFolder));
        var contacts = at.Alarms.Where(e => e.Kind == EventKind.Contact).ToList();
        for (var i = 0; i < at.Alarms.Count; i++) Require(at.Alarms[i].Sequence == i + 1, $"alarm {i + 1} is there once, in order; found {at.Alarms[i].Sequence}");
        for (var i = 0; i < at.Readings.Count; i++) Require(at.Readings[i].Sequence == i + 1, $"reading {i + 1} is there once, in order; found {at.Readings[i].Sequence}");
        Require(at.Alarms.Count >= edge.Taken[0] && at.Readings.Count >= edge.Taken[1], $"the hub has all that was taken: {string.Join(' ', edge.Taken)}, it has {at.Alarms.Count} {at.Readings.Count}");
        foreach (var (place, bytes) in waiting) Require(at.Bytes.TryGetValue(place, out var found) && found.AsSpan().SequenceEqual(bytes), $"{place} is at the hub as the outbox held it when the edge was killed");
        Require(at.Alarms.Count(e => e.Kind == EventKind.Blind && e.Sensor == SensorName.Device) == kills, $"each of {kills} kills is told as blind");
        for (var door = 0; door < EdgeProgram.Doors; door++)
        {
            var of = contacts.Where(e => e.Sensor.Value == EdgeProgram.DoorName(door)).Select(e => e.Value).ToList();
            Require(of[^1] == (levels[door] ? 1 : 0), $"door {door} ends as it stands");
            Require(of.Zip(of.Skip(1)).All(pair => pair.First != pair.Second), $"door {door} changes at every event");
        }
        Console.WriteLine($"FIGURE {driven} edges driven over {kills} SIGKILLs of the edge and one of the hub: {contacts.Count} contact events at the hub, {waiting.Count} of them found waiting in a killed edge's outbox, none lost, none twice");
    }

    private static void Require(bool condition, string what)
    {
        if (!condition) throw new ConformanceException($"Not so: {what}");
    }
}
