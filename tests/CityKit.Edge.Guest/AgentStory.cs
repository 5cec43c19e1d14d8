using System.Diagnostics;
using CityKit.Core;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Guest;

/// <summary>
/// The agent's own program and a hub on a real kernel. It is checked, enrolled and looked at by its doctor; a wire moves and the hub has
/// the event; a thermometer and a supervised loop
/// are read through kernel drivers. Then doors move all the time while agent and hub are killed with SIGKILL at moments that a seed
/// decides; in the end the hub has every event that
/// the outbox had taken, byte for byte, once.
/// </summary>
internal sealed class AgentStory : IAsyncDisposable
{
    private const string Port = "8080";
    private static readonly Uri Hub = new($"http://127.0.0.1:{Port}/");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string hubFolder = Directory.CreateTempSubdirectory("hub-").FullName;
    private readonly GpioSim chip = new(AgentSite.ChipLabel);
    private readonly Bench bench = new();
    private readonly Random random = new(20261121);
    private readonly AgentSite site;
    private readonly StoryJudge judge = new();
    private string publicKey = "";
    private Child agent = null!;
    private Child hub = null!;

    private AgentStory(string program) => site = new AgentSite(program, Directory.CreateTempSubdirectory("edge-").FullName, Hub, bench);

    internal static async Task RunAsync(string program)
    {
        await using var story = new AgentStory(program);
        await story.InstallAsync();
        await story.OneWireAsync();
        await story.ChannelsAsync();
        await story.KillAllOverAsync();
        await story.EndAsync();
        await story.judge.JudgeAsync(HubProgram.File(story.hubFolder));
    }

    public ValueTask DisposeAsync()
    {
        agent?.Dispose();
        hub?.Dispose();
        bench.Dispose();
        chip.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task InstallAsync()
    {
        site.Configure(contact: "contakt");
        StoryJudge.WrongFile(await site.CheckAsync());
        site.Configure();
        StoryJudge.RightFile(await site.CheckAsync());
        publicKey = await site.EnrollAsync();
        hub = await StartHubAsync();
        StoryJudge.Doctor(await site.DoctorAsync(), "door0: free, inactive now");
        MeasureCalm();
        agent = await site.StartAsync();
        StoryJudge.Doctor(await site.DoctorAsync(), "door0: held by the running agent");
    }

    private Task<Child> StartHubAsync() =>
        Child.StartAsync("hub", Environment.ProcessPath!, ["hub", hubFolder, Port, AgentSite.Device.Value, publicKey], HubProgram.Ready);

    /// <summary>One wire, many times: how long until the hub has it on its disk.</summary>
    private async Task OneWireAsync()
    {
        const int Times = 20;
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var clock = Stopwatch.StartNew();
            await AtHubAsync(Lane.Alarm, () => Toggle(0), "a toggled line becomes an event at the hub");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine($"FIGURE a line toggled -> its event synced at the hub over HTTP (debounce 3 ms, told every 10 ms): the first {times[0]:F0} ms, then half under {times.Skip(1).Order().ElementAt(Times / 2):F0} ms, longest {times.Skip(1).Max():F0} ms");
        using var status = await site.StatusAsync();
        Console.WriteLine($"FIGURE the agent with 4 lines and 2 channels: {status.RootElement.GetProperty("residentBytes").GetInt64() / 1e6:F1} MB resident in the guest");
    }

    /// <summary>20 °C, and a loop of 10 kΩ + 4.7 kΩ at 3.3 V: closed, 1,055 mV.</summary>
    private void MeasureCalm()
    {
        bench.SetStep("3.000000");
        bench.PutTemperature(0x1400);
        bench.PutConversion(352 << 4);
    }

    /// <summary>
    /// The cellar gets warm; the loop's contact opens (10 kΩ + 22 kΩ: 2,268 mV) and the siren's pin goes on, its wire is cut (the whole
    /// supply), and all is well again.
    /// </summary>
    private async Task ChannelsAsync()
    {
        await AtHubAsync(Lane.Reading, () => bench.PutTemperature(0x2900), "a warm cellar is told");
        StoryJudge.Require(!chip.Value(AgentSite.SirenLine), "the siren is silent before");
        await AtHubAsync(Lane.Alarm, () => bench.PutConversion(756 << 4), "a loop that opens is told");
        await SirenAsync(true);
        await AtHubAsync(Lane.Alarm, () => bench.PutConversion(1100 << 4), "a loop that is cut is told");
        await AtHubAsync(Lane.Alarm, () => bench.PutConversion(352 << 4), "a mended loop is told");
        await SirenAsync(false);
    }

    private async Task SirenAsync(bool on)
    {
        for (var clock = Stopwatch.StartNew(); chip.Value(AgentSite.SirenLine) != on; await Task.Delay(1))
            StoryJudge.Require(clock.Elapsed < Patience, $"the siren's pin goes {(on ? "on with the alert" : "off when it is over")}");
    }

    private async Task AtHubAsync(Lane lane, Action act, string what)
    {
        var index = lane == Lane.Alarm ? 0 : 1;
        var before = hub.Taken[index];
        act();
        for (var clock = Stopwatch.StartNew(); hub.Taken[index] <= before; await Task.Delay(1))
            StoryJudge.Require(clock.Elapsed < Patience, what);
    }

    private async Task KillAllOverAsync()
    {
        using var stop = new CancellationTokenSource();
        var driving = Task.Factory.StartNew(() => Drive(stop.Token), TaskCreationOptions.LongRunning);
        foreach (var withHub in (bool[])[false, true, false, true])
        {
            await WaitAsync();
            if (withHub) await KillHubAsync();
            await KillAgentAsync();
            var hubStarts = withHub ? StartHubAsync() : Task.FromResult(hub);
            agent = await site.StartAsync();
            hub = await hubStarts;
        }
        await WaitAsync();
        await stop.CancelAsync();
        await driving;
    }

    private async Task KillHubAsync()
    {
        await hub.KillAsync();
        hub.Dispose();
        judge.HubKilled();
        await WaitAsync();
    }

    private Task WaitAsync() => Task.Delay(random.Next(500, 1_500));

    /// <summary>Kills the agent and looks at what its outbox holds on the disk.</summary>
    private async Task KillAgentAsync()
    {
        await agent.KillAsync();
        agent.Dispose();
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = site.Outbox, Device = AgentSite.Device });
        StoryJudge.Require(outbox.MovedAside is null, "the outbox is whole after SIGKILL");
        StoryJudge.Require(outbox.Status.Alarm.Last >= hub.Taken[0] && outbox.Status.Reading.Last >= hub.Taken[1],
            "the hub has nothing that the outbox never held");
        foreach (var lane in (Lane[])[Lane.Alarm, Lane.Reading]) judge.Note(lane, outbox.NextBatch(lane, BatchLimits.Max));
        judge.AgentKilled();
    }

    private void Drive(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Toggle(random.Next(AgentSite.Doors));
            Pause.For(TimeSpan.FromMilliseconds(60));
        }
    }

    private void Toggle(int door) => chip.Drive(door, judge.Toggle(door));

    /// <summary>
    /// Waits until nothing waits, then ends both. Readings that were waiting for company are committed by the end, and go with the next
    /// start.
    /// </summary>
    private async Task EndAsync()
    {
        await Task.Delay(500);
        for (var clock = Stopwatch.StartNew(); await WaitingAsync() is var waiting and > 0; await Task.Delay(250))
            StoryJudge.Require(clock.Elapsed < Patience, $"the outbox drains; {waiting} events wait");
        await agent.EndAsync();
        await hub.EndAsync();
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = site.Outbox, Device = AgentSite.Device });
        judge.Produced(outbox.Status.Alarm, outbox.Status.Reading);
    }

    private async Task<long> WaitingAsync()
    {
        using var status = await site.StatusAsync();
        var outbox = status.RootElement.GetProperty("outbox");
        return outbox.GetProperty("alarmsWaiting").GetInt64() + outbox.GetProperty("readingsWaiting").GetInt64();
    }
}
