using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using static CityKit.Sensors.Tests.Support.RuleStream;

namespace CityKit.Sensors.Tests.Support;

/// <summary>
/// The streams of five devices by seed, each in its own order and with a heartbeat a minute: contacts, readings with holes, faults, blind
/// spans, and one device that dies on the way.
/// </summary>
internal static class GroupStream
{
    private const int Minutes = 400;
    private static readonly DeviceId[] Five = [.. Enumerable.Range(1, 5).Select(i => DeviceId.Parse($"d{i}"))];

    internal static SensorRegister Register(Random random) =>
        SensorRegister.Of(from device in Five
                          from i in Enumerable.Range(0, 6)
                          select Entry(new SensorKey(device, SensorName.Parse($"s{i}")), random));

    /// <summary>What a device tells, in order.</summary>
    internal static Dictionary<DeviceId, List<Told>> Streams(Random random, SensorRegister register) => Five.ToDictionary(
        device => device, device => Stream(device, [.. register.OfDevice(device).Select(s => s.Key)], random));

    /// <summary>
    /// A delivery: nothing comes that is more than five minutes past the last heartbeat of a device that is still to be heard, and the
    /// alarms of a device may come up to three minutes ahead of the rest.
    /// </summary>
    internal static List<Told> Deliver(Dictionary<DeviceId, List<Told>> streams, Random random)
    {
        var waiting = streams.ToDictionary(s => s.Key, s => new LinkedList<Told>(s.Value.Skip(1)));
        var beats = streams.ToDictionary(s => s.Key, _ => Start);
        var delivered = streams.Values.Select(s => s[0]).ToList(); // a device counts from its first heartbeat on
        while (waiting.Where(w => w.Value.Count > 0).Select(w => w.Key).ToArray() is { Length: > 0 } open)
        {
            var slowest = open.MinBy(device => beats[device]);
            var device = open[random.Next(open.Length)];
            var next = waiting[device].First!;
            if (device != slowest && next.Value.At > beats[slowest] + Duration.FromMinutes(5)) continue;
            if (random.Next(4) == 0) next = AlarmAhead(next, beats[slowest] + Duration.FromMinutes(5)) ?? next;
            if (next.Value.IsBeat) beats[device] = next.Value.At;
            delivered.Add(next.Value);
            waiting[device].Remove(next);
        }
        return delivered;
    }

    internal static List<RuleOutcome> Play(RuleEngine engine, IEnumerable<Told> told)
    {
        var outcomes = new List<RuleOutcome>();
        foreach (var one in told) one.Step(engine, outcomes);
        return outcomes;
    }

    internal static IEnumerable<string> Sorted(IEnumerable<RuleOutcome> outcomes) => outcomes.Select(Line).Order(StringComparer.Ordinal);

    private static LinkedListNode<Told>? AlarmAhead(LinkedListNode<Told> first, Instant latest)
    {
        for (var node = first; node is not null && node.Value.At <= latest; node = node.Next)
            if (node.Value.IsAlarm) return node;
        return null;
    }

    private static Sensor Entry(SensorKey key, Random random) => new()
    {
        Key = key, Quantity = Quantity.Parse(Quantities[random.Next(Quantities.Length)]), Unit = "L",
        ValidFrom = Start - Duration.FromDays(1),
        Compound = "c", Building = $"b{random.Next(2)}", Entrance = $"{random.Next(2)}", Grid = $"g{random.Next(3)}",
    };

    private static List<Told> Stream(DeviceId device, SensorKey[] sensors, Random random)
    {
        var told = new List<Told> { Beat(device, Start) };
        var end = device == Five[4] ? Minutes / 2 : Minutes;
        var blind = 0;
        for (var minute = 1; minute <= end; minute++)
        {
            var at = Start + Duration.FromMinutes(minute);
            if (--blind > 0) continue;
            if (blind == 0) told.Add(Blind(device, at - Duration.FromMinutes(1)));
            told.AddRange(sensors.Where(_ => random.Next(4) == 0)
                .Select(s => Event(s, at - Duration.FromSeconds(15 * random.Next(5)), random)).OrderBy(t => t.At));
            told.Add(Beat(device, at));
            if (random.Next(60) == 0) blind = 4;
        }
        return told;
    }

    private static Told Beat(DeviceId device, Instant at) =>
        new(at, false, new SensorKey(device, SensorName.Device), (e, o) => e.Advance(device, at, o)) { IsBeat = true };

    private static Told Blind(DeviceId device, Instant at)
    {
        var seen = new Observation(new SensorKey(device, SensorName.Device), EventKind.Blind, at, Duration.FromSeconds(100), 0);
        return new(at, true, seen.Sensor, (e, o) => e.Observe(in seen, o));
    }

    private static Told Event(SensorKey key, Instant at, Random random)
    {
        var kind = random.Next(12) switch { 0 => EventKind.Fault, <= 6 => EventKind.Contact, _ => EventKind.Reading };
        var value = kind == EventKind.Reading ? random.Next(12) : random.Next(2);
        var seen = new Observation(key, kind, at, Duration.Zero, value, random.Next(30) == 0 ? EventFlags.Test : EventFlags.None)
        {
            Fields = kind == EventKind.Fault ? EventFields.Of(new EventField("reason", "cut")) : EventFields.Empty,
        };
        return new(at, kind != EventKind.Reading, key, (e, o) => e.Observe(in seen, o));
    }

    /// <summary>One thing that a device told.</summary>
    internal sealed record Told(Instant At, bool IsAlarm, SensorKey Sensor, Step Step)
    {
        internal bool IsBeat { get; init; }
    }
}
