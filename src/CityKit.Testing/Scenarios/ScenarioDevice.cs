using CityKit.Commands;
using CityKit.Core;
using CityKit.Intake;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Testing.Scenarios;

/// <summary>A device of a scenario: it is admitted before it sends first, and its heartbeats come as time passes.</summary>
public sealed class ScenarioDevice
{
    private const int BatchEvents = 500;
    private readonly CityScenario city;
    private readonly Queue<CityEvent> waiting = [];
    private readonly List<CityEvent> seen = [];
    private bool isAdmitted;

    internal ScenarioDevice(CityScenario city, string id) => (this.city, Virtual) = (city, new VirtualDevice(id, city.Now));

    /// <summary>The device itself, for what a scenario has no word for: its clock, events of any kind.</summary>
    public VirtualDevice Virtual { get; }

    /// <summary>Its id.</summary>
    public DeviceId Id => Virtual.Id;

    /// <summary>Whether it reaches the hub.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>What time it is by the device's own clock; by the city's while that is not set.</summary>
    internal Instant Now => city.Now + (Virtual.Zero is { } zero ? zero - Virtual.BootedAt : Duration.Zero);

    /// <summary>Since when it has had no power; null while it has.</summary>
    internal Instant? OffSince { get; private set; }

    /// <summary>What its sensors saw, heartbeats left out.</summary>
    internal IReadOnlyList<CityEvent> Seen => seen;

    /// <summary>A sensor of it; the register says what it measures and where it is.</summary>
    /// <exception cref="FormatException">This is not the name of a sensor.</exception>
    public ScenarioSensor Sensor(string name) => new(this, name);

    /// <summary>The network is gone: what it sees, heartbeats too, waits in its outbox.</summary>
    public void Disconnect() => IsConnected = false;

    /// <summary>The network is back: what waits is sent, alarms before the rest.</summary>
    public async Task ConnectAsync()
    {
        IsConnected = true;
        await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>It loses its power: nothing is seen, and no heartbeat comes.</summary>
    public void PowerOff() => OffSince ??= city.Now;

    /// <summary>It has power again and boots: it reports that it was blind since it lost its power, and goes on.</summary>
    /// <exception cref="InvalidOperationException">It has power.</exception>
    public Task BootAsync()
    {
        if (OffSince is not { } since) throw new InvalidOperationException($"{Id} has power: call PowerOff first.");
        OffSince = null;
        Virtual.Reboot(city.Now);
        return QueueAsync(Virtual.Blind("device", Now, city.Now - since), Virtual.Heartbeat(Now));
    }

    /// <summary>Sends events, as soon as it can.</summary>
    /// <exception cref="InvalidOperationException">It has no power.</exception>
    /// <exception cref="ScenarioException">The hub did not take them.</exception>
    public async Task SendAsync(params CityEvent[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (OffSince is { } since) throw new InvalidOperationException($"{Id} has had no power since {since}: call BootAsync first.");
        seen.AddRange(events);
        await QueueAsync(events).ConfigureAwait(false);
    }

    /// <summary>The device's minute.</summary>
    internal Task BeatAsync() => OffSince is null ? QueueAsync(Virtual.Heartbeat(Now)) : Task.CompletedTask;

    internal async Task AdmitAsync()
    {
        if (isAdmitted) return;
        var admit = new AdmitDevice($"admit-{Id}", Id, Virtual.Key.Public);
        if ((await city.Hub.ExecuteAsync(admit, CityScenario.Administrator).ConfigureAwait(false)).Refusal is { } refusal)
            throw new ScenarioException($"The hub did not admit the device {Id}: {refusal.Message.En}");
        (Virtual.AnswerKey, isAdmitted) = (city.Hub.AnswerKey, true);
    }

    private Task QueueAsync(params ReadOnlySpan<CityEvent> events)
    {
        foreach (var next in events) waiting.Enqueue(next);
        return IsConnected ? FlushAsync() : Task.CompletedTask;
    }

    private async Task FlushAsync()
    {
        await AdmitAsync().ConfigureAwait(false);
        var batches = waiting.GroupBy(next => next.Lane).OrderBy(lane => lane.Key).SelectMany(lane => lane.Chunk(BatchEvents)).ToArray();
        waiting.Clear();
        foreach (var batch in batches) Check(await Virtual.SendAsync(city.Hub, batch).ConfigureAwait(false));
    }

    private void Check(BatchAnswer answer)
    {
        if (answer.Status != BatchStatus.Synced)
            throw new ScenarioException($"The hub answered '{answer.Word}' to a batch of {Id}: {answer.Message?.En}");
    }
}
