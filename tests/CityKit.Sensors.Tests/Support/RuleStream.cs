using System.Buffers;
using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Tests.Support;

/// <summary>Random streams over two devices and a feed, by seed: every kind of rule, entry and event, and times that go wrong.</summary>
internal static class RuleStream
{
    internal static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 0, 0);
    internal static readonly DeviceId[] Devices = [DeviceId.Parse("dev-1"), DeviceId.Parse("dev-2"), DeviceId.Parse("feed-1")];
    internal static readonly string[] Quantities = ["water", "gas", "door", "smoke"];

    internal static readonly RuleSet AllRules = RuleSet.Parse(
        """
        {"version": 1, "rules": [
          {"id": "match", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "held", "where": "hub", "sensors": {"device": "dev-1"}, "when": {"kind": "contact", "is": "active", "hold": "PT7M", "clearHold": "PT2M"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "a-held", "where": "hub", "sensors": {"quantity": "door"}, "when": {"kind": "contact", "is": "inactive", "hold": "PT3M"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "over", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "threshold", "above": "5 L", "hysteresis": "2 L", "hold": "PT2M"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "low", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "PT15M", "below": "30 L"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "low-1", "where": "hub", "sensors": {"quantity": "gas"}, "when": {"kind": "window", "over": "PT10M", "below": "9 L", "coverage": 1}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "high", "where": "hub", "sensors": {"quantity": "water", "device": "dev-2"}, "when": {"kind": "window", "over": "PT10M", "above": "40 L", "between": {"from": "08:30", "to": "09:10"}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "high-feed", "where": "hub", "sensors": {"device": "feed-1"}, "when": {"kind": "window", "over": "PT40M", "above": "25 L", "between": {"from": "23:00", "to": "09:00"}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "silent", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "silence", "for": "PT4M"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "silent-door", "where": "hub", "sensors": {"sensor": "s2"}, "when": {"kind": "silence", "of": "contact", "for": "PT20M"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "edge", "where": "edge", "sensors": {"quantity": "water"}, "when": {"kind": "silence", "for": "PT1M"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}
        ]}
        """u8, out _)!;

    /// <summary>
    /// With the kinds of version 2; apart, as the others' outcomes and bytes are kept as they were (<c>SameAsBeforeTests</c>).
    /// </summary>
    internal static readonly RuleSet AllRules2 = new([.. AllRules.Rules, .. GroupRules.All.Rules, .. Parse2(
        ("out", "water", """{"kind": "threshold", "outside": {"from": "1 L", "to": "4 L"}, "hold": "1 min", "hysteresis": "1 L"}"""),
        ("clear", "gas", """{"kind": "threshold", "above": "4 L", "clear": "1 L", "clearHold": "1 min"}"""),
        ("rise", "water", """{"kind": "change", "rises": "2 L/min", "within": "10 min"}"""),
        ("fall", "gas", """{"kind": "change", "falls": "30 L/h", "hold": "1 min", "clearHold": "1 min"}"""),
        ("stuck", "water", """{"kind": "stuck", "for": "3 min", "by": "1 L"}"""),
        ("stuck-0", "gas", """{"kind": "stuck", "for": "2 min", "within": "4 min"}"""),
        ("steps", "water", """{"kind": "window", "over": "30 min", "steps": 6, "below": "30 L"}"""),
        ("hour", "gas", """{"kind": "window", "over": "1 h", "tumbling": true, "of": "difference", "above": "5 L"}"""),
        ("normal", "water",
            """{"kind": "window", "over": "20 min", "steps": 4, "comparedWith": "normal", "below": "3 mad", "lessBaseload": true}"""),
        ("before", "gas", """{"kind": "window", "over": "15 min", "tumbling": true, "comparedWith": "yesterday", "above": "150 %"}"""),
        ("changes", "door", """{"kind": "match", "event": "contact", "changes": true}""")),
        .. Parse2("{\"after\": \"4 min\", \"severity\": \"critical\"}, {\"after\": \"9 min\", \"severity\": \"warning\"}",
            ("last-door", "door", """{"kind": "match", "event": "contact"}"""),
            ("last-held", "door", """{"kind": "contact", "is": "active", "hold": "2 min", "clearHold": "5 min"}"""),
            ("last-silent", "gas", """{"kind": "silence", "for": "3 min"}"""),
            ("last-stuck", "water", """{"kind": "stuck", "for": "3 min", "by": "1 L"}""")),
        .. Parse2("{\"after\": \"6 min\", \"severity\": \"warning\"}, {\"above\": \"7 L\", \"severity\": \"critical\"}",
            ("last-over", "water", """{"kind": "threshold", "above": "3 L", "hysteresis": "3 L"}"""),
            ("last-sum", "gas", """{"kind": "window", "over": "6 min", "steps": 3, "above": "5 L"}"""))]);

    internal delegate void Step(RuleEngine engine, List<RuleOutcome> outcomes);

    private static IEnumerable<Rule> Parse2(params (string Id, string Quantity, string When)[] rules) => Parse2("", rules);

    private static IEnumerable<Rule> Parse2(string steps, params (string Id, string Quantity, string When)[] rules)
    {
        var texts = rules.Select(r => $$$"""
            {"id": "{{{r.Id}}}", "where": "hub", "sensors": {"quantity": "{{{r.Quantity}}}"}, "when": {{{r.When}}},
             "then": {"severity": "info", "title": {"zh": "一", "en": "one"}, "steps": [{{{steps}}}] } }
            """);
        var parsed = RuleSet.Parse(Encoding.UTF8.GetBytes($"{{\"version\": 2, \"rules\": [{string.Join(',', texts)}]}}"), out var errors);
        return parsed?.Rules ?? throw new ArgumentException(string.Join('\n', errors), nameof(rules));
    }

    internal static SensorRegister RegisterOf(Random random)
    {
        var sensors = new List<Sensor>();
        foreach (var device in Devices)
            for (var i = 0; i < 7; i++) sensors.AddRange(Entries(new SensorKey(device, SensorName.Parse($"s{i}")), random));
        return SensorRegister.Of(sensors);
    }

    /// <summary>Some have two periods, some begin or end on the way.</summary>
    internal static IEnumerable<Sensor> Entries(SensorKey key, Random random)
    {
        var entry = new Sensor { Key = key, Quantity = Quantity.Parse(Quantities[random.Next(Quantities.Length)]), Unit = "L",
            ValidFrom = Start - Duration.FromDays(1) };
        entry = InGroups(entry);
        var shift = Start + Duration.FromMinutes(random.Next(600));
        return random.Next(5) switch
        {
            0 => [entry with { ValidTo = shift }, entry with { ValidFrom = shift }],
            1 => [entry with { ValidFrom = shift }],
            2 => [entry with { ValidTo = shift }],
            _ => [entry],
        };
    }

    /// <summary>Two buildings and three grids in one compound, each over all devices.</summary>
    private static Sensor InGroups(Sensor entry)
    {
        var number = entry.Key.Sensor.Value[1] - '0';
        return entry with { Compound = "c", Building = $"b{number % 2}", Entrance = "1", Grid = $"g{number % 3}" };
    }

    /// <summary>The rules with a purpose, over sensors of households that consent for a part of the time.</summary>
    internal static (RuleSet Rules, SensorRegister Register) UnderConsents(SensorRegister register, Random random) => (
        new RuleSet([.. AllRules2.Rules.Select(rule => rule with { Purpose = "elder-care" })]),
        SensorRegister.Of(register.Sensors.Select(
            sensor => random.Next(4) == 0 ? sensor : sensor with { Household = "h", Consent = ConsentOf(random) })));

    private static Consent ConsentOf(Random random)
    {
        var from = Start + Duration.FromMinutes(random.Next(-60, 300));
        return new Consent(random.Next(5) == 0 ? "other" : "elder-care", "head", from, from + Duration.FromMinutes(random.Next(60, 600)));
    }

    internal static List<Step> Stream(Random random, SensorRegister register, int minutes)
    {
        var keys = register.Sensors.Select(s => s.Key).Distinct().ToArray();
        var steps = new List<Step>();
        for (var minute = 1; minute <= minutes; minute++)
        {
            var at = Start + Duration.FromMinutes(minute);
            var isQuiet = minute % 101 > 80;
            foreach (var key in keys.Where(_ => !isQuiet && random.Next(6) > 0))
                steps.Add(Event(random, key, at - Duration.FromSeconds(random.Next(60))));
            if (random.Next(50) == 0) steps.Add(Rare(random, keys[random.Next(keys.Length)], at));
            foreach (var device in Devices.Where(d => d.Value != "feed-1" && random.Next(8) > 0))
                steps.Add((e, o) => e.Advance(device, at, o));
            if (random.Next(15) == 0) steps.Add((e, o) => e.AdvanceFeed(Devices[2], at, o));
            if (random.Next(90) == 0) steps.Add((e, o) => e.Advance(Devices[2], at, o)); // both kinds of time on one device
            if (random.Next(90) == 0) steps.Add((e, o) => e.AdvanceFeed(Devices[0], at, o));
        }
        return steps;
    }

    internal static Step Event(Random random, SensorKey key, Instant at)
    {
        var kind = random.Next(3) switch { 0 => EventKind.Contact, _ => EventKind.Reading };
        var value = kind == EventKind.Contact ? random.Next(2) : random.Next(random.Next(20) == 0 ? -9 : 0, random.Next(3) == 0 ? 12 : 3);
        var flags = random.Next(40) == 0 ? EventFlags.Unhealthy : random.Next(60) == 0 ? EventFlags.Test : EventFlags.None;
        var seen = new Observation(key, kind, at, Duration.FromSeconds(kind == EventKind.Reading ? random.Next(30, 70) : 0), value, flags);
        return (e, o) => e.Observe(in seen, o);
    }

    internal static Step Rare(Random random, SensorKey key, Instant at)
    {
        var shift = Duration.FromMinutes(random.Next(-30, 5));
        var seen = new Observation(key, EventKind.Fault, at, Duration.Zero, random.Next(2))
            { Fields = EventFields.Of(new EventField("reason", random.Next(2) == 0 ? "cut" : "drift")) };
        var blind = new Observation(new SensorKey(key.Device, SensorName.Device), EventKind.Blind, at, Duration.FromMinutes(3), 0);
        var lane = random.Next(2) == 0 ? Lane.Alarm : Lane.Reading;
        return random.Next(6) switch
        {
            0 => (e, o) => e.CorrectClock(key.Device, lane, at + shift),
            1 => (e, o) => e.Observe(in blind, o),
            2 => (e, o) => e.ObserveUndated(seen with { Kind = EventKind.Contact, At = e.ReceiveUndated(key, at) }, o),
            4 => (e, o) => e.Observe(seen with { At = at - Duration.FromMinutes(90) }, o),
            3 => (e, o) => { e.EndUndated(key, at); e.Doubt(key, at, o); e.Settle(key, at, o); },
            _ => (e, o) => e.Observe(in seen, o),
        };
    }

    internal static byte[] Save(RuleEngine engine)
    {
        var buffer = new ArrayBufferWriter<byte>();
        engine.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    internal static string Line(RuleOutcome? o) => o is null
        ? "none"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{o.At} {o.Kind} {o.Rule.Id} {o.Sensor} {o.Alert} {o.Value} {o.CoveragePermille} {o.Test} {o.RaisedAt}" +
            $"{(o.Severity == o.Rule.Then.Severity ? null : o.Severity)}" +
            $"{(o.Group is { } group ? $" {group} {string.Join(", ", o.Evidence)}" : "")}");
}
