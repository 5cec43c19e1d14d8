using CityKit.Core;
using CityKit.Edge.Outbox;
using CityKit.Edge.Testing;

namespace CityKit.Edge.Guest;

/// <summary>Keeps what was done and seen while the agent ran, and holds the hub's journal against it.</summary>
internal sealed class StoryJudge
{
    private readonly Dictionary<(Lane, long), byte[]> waiting = [];
    private readonly bool[] levels = new bool[AgentSite.Doors];
    private int agentKills;
    private int hubKills;
    private int driven;
    private (long Alarms, long Readings) produced;

    /// <summary>A door moves.</summary>
    /// <returns>Where it stands now.</returns>
    internal bool Toggle(int door)
    {
        driven++;
        return levels[door] = !levels[door];
    }

    internal void HubKilled() => hubKills++;

    internal void AgentKilled() => agentKills++;

    /// <summary>Events that a killed agent's outbox holds.</summary>
    internal void Note(Lane lane, OutboxBatch? batch)
    {
        for (var i = 0; i < (batch?.Events.Count ?? 0); i++) waiting[(lane, batch!.Header.First + i)] = batch.Events[i].ToArray();
    }

    /// <summary>What the outbox says at the very end.</summary>
    internal void Produced(LaneStatus alarms, LaneStatus readings)
    {
        Require(alarms.Rows == 0, $"no alarm is left in the outbox; {alarms.Rows} are");
        produced = (alarms.Last, readings.Last - readings.Rows);
    }

    internal static void WrongFile((int Code, string Output) check)
    {
        Require(check.Code == 1 && check.Output.Contains("edge.json:", StringComparison.Ordinal),
            $"check refuses a misspelt word and says where: {check}");
        Require(check.Output.Contains("'contakt'", StringComparison.Ordinal)
            && check.Output.Contains("did you mean 'contact'", StringComparison.Ordinal), $"check says what was meant: {check}");
    }

    internal static void RightFile((int Code, string Output) check) =>
        Require(check.Code == 0 && check.Output.Contains("right. Device guest-edge, 4 lines", StringComparison.Ordinal),
            $"check takes the file: {check}");

    /// <summary>All is well but one thing: the guest's disk is memory, and the doctor says so.</summary>
    internal static void Doctor((int Code, string Output) doctor, string pin)
    {
        var lines = doctor.Output.Split('\n');
        Require(lines.Any(l => l.StartsWith("ok    pins", StringComparison.Ordinal) && l.Contains(pin, StringComparison.Ordinal)),
            $"the doctor says '{pin}': {doctor.Output}");
        foreach (var fine in (string[])["config", "data", "space", "sqlite", "key", "hub"])
            Require(lines.Any(l => l.StartsWith($"ok    {fine}", StringComparison.Ordinal)),
            $"the doctor finds {fine} well: {doctor.Output}");
        var failures = lines.Where(l => l.StartsWith("fail", StringComparison.Ordinal)).ToList();
        Require(doctor.Code == 1 && failures is [var only] && only.StartsWith("fail  disk", StringComparison.Ordinal),
            $"the doctor fails the disk in memory alone: {doctor.Output}");
    }

    internal async Task JudgeAsync(string hubFile)
    {
        var at = await HubJournal.ReadAsync(hubFile);
        InOrder(at.Alarms, produced.Alarms, "alarm");
        InOrder(at.Readings, produced.Readings, "reading");
        foreach (var (place, bytes) in waiting)
            Require(at.Bytes.TryGetValue(place, out var found) && found.AsSpan().SequenceEqual(bytes),
            $"{place} is at the hub as the outbox held it when the agent was killed");
        Require(at.Alarms.Count(e => e.Kind == EventKind.Blind && e.Sensor == SensorName.Device) == agentKills,
            $"each of {agentKills} kills is told as blind");
        for (var door = 0; door < AgentSite.Doors; door++) Door(door, at);
        Channels(at);
        var contacts = at.Alarms.Count(e => e.Sensor.Value.StartsWith("door", StringComparison.Ordinal) && e.Kind == EventKind.Contact);
        Console.WriteLine($"FIGURE {driven} edges driven over {agentKills} SIGKILLs of the agent and {hubKills} of the hub: {contacts} contact events at the hub, {waiting.Count} events found waiting in a killed agent's outbox, none lost, none twice");
    }

    private static void InOrder(List<CityEvent> events, long last, string lane)
    {
        for (var i = 0; i < events.Count; i++)
            Require(events[i].Sequence == i + 1, $"{lane} {i + 1} is there once, in order; found {events[i].Sequence}");
        Require(events.Count == last, $"the hub has all {last} events that went with lane {lane}; it has {events.Count}");
    }

    private void Door(int door, HubJournal at)
    {
        var of = ValuesOf(at.Alarms, AgentSite.DoorName(door), EventKind.Contact);
        Require(of[^1] == (levels[door] ? 1 : 0), $"door {door} ends as it stands");
        Require(of.Zip(of.Skip(1)).All(pair => pair.First != pair.Second), $"door {door} changes at every event");
    }

    private static void Channels(HubJournal at)
    {
        var cellar = string.Join(' ', ValuesOf(at.Readings, AgentSite.Cellar, EventKind.Reading).Distinct());
        Require(cellar == "20000 41000", $"the cellar was 20 °C, then 41 °C: {cellar}");
        var contact = string.Join(' ', ValuesOf(at.Alarms, AgentSite.Loop, EventKind.Contact));
        Require(contact is "0 1 0" or "1 0", $"the loop opened and closed: {contact}");
        var cut = string.Join(' ', ValuesOf(at.Alarms.Concat(at.Readings), AgentSite.Loop, EventKind.Fault));
        Require(cut == "1 0", $"the loop was cut and mended: {cut}");
    }

    private static List<long> ValuesOf(IEnumerable<CityEvent> events, string sensor, EventKind kind) =>
        [.. events.Where(e => e.Sensor.Value == sensor && e.Kind == kind).Select(e => e.Value)];

    internal static void Require(bool condition, string what)
    {
        if (!condition) throw new ConformanceException($"Not so: {what}");
    }
}
