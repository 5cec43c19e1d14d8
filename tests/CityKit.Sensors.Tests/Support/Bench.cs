using System.Buffers;
using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Tests.Support;

/// <summary>An engine with a few sensors of one device, fed in minutes since <see cref="Start"/>.</summary>
internal sealed class Bench
{
    internal static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 0, 0);
    internal static readonly DeviceId Device = DeviceId.Parse("dev-1");
    private readonly RuleSet rules;
    private readonly SensorRegister register;
    private readonly RuleHost where;

    internal Bench(string when, RuleHost where = RuleHost.Hub) : this(Rules(when), DefaultRegister, where) { }

    internal Bench(RuleSet rules, SensorRegister register, RuleHost where = RuleHost.Hub)
    {
        (this.rules, this.register, this.where) = (rules, register, where);
        Engine = new RuleEngine(rules, where, register);
    }

    internal static SensorRegister DefaultRegister { get; } =
        SensorRegister.Of([Entry("meter", "water", "L"), Entry("lamp", "lamp-dark", "")]);

    internal RuleEngine Engine { get; private set; }

    internal List<RuleOutcome> Outcomes { get; } = [];

    /// <summary>"Raised +30" and so on, minutes since the start.</summary>
    internal string Log => string.Join(", ", Outcomes.Select(o => $"{o.Kind} +{(o.At - Start).TotalMinutes:0.##}"));

    internal static Sensor Entry(string name, string quantity, string unit) => new()
    {
        Key = Key(name), Quantity = Quantity.Parse(quantity), Unit = unit, ValidFrom = Start - Duration.FromDays(1),
    };

    internal static SensorKey Key(string name) => new(Device, SensorName.Parse(name));

    internal static RuleSet Rules(params string[] whens) => RulesOf(1, whens);

    /// <summary>Of a file of version 2.</summary>
    internal static RuleSet Rules2(params string[] whens) => RulesOf(2, whens);

    /// <summary>A rule of a file of version 2 over a meter in some unit.</summary>
    internal static Bench Of2(string when, string unit = "L", long perUnit = 1) =>
        new(Rules2(when), SensorRegister.Of([Entry("meter", "water", unit) with { PerUnit = perUnit }, Entry("lamp", "lamp-dark", "")]));

    /// <summary>What is wrong with a rule of a file of version 2.</summary>
    internal static IReadOnlyList<ConfigError> ErrorsOf2(string when) => ErrorsOf(2, when);

    internal static IReadOnlyList<ConfigError> ErrorsOf(int version, string when)
    {
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes(FileOf(version, [when])), out var errors));
        return errors;
    }

    private static RuleSet RulesOf(int version, string[] whens) => Parse(FileOf(version, whens));

    private static string FileOf(int version, string[] whens)
    {
        var rules = whens.Select((when, i) => $$$$"""
            {"id": "r{{{{i}}}}", "where": "hub", "sensors": {"device": "dev-1"}, "when": {{{{when}}}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}
            """);
        return $"{{\"version\": {version}, \"rules\": [{string.Join(",\n", rules)}]}}";
    }

    internal static RuleSet Parse(string json)
    {
        var rules = RuleSet.Parse(Encoding.UTF8.GetBytes(json), out var errors);
        Assert.True(rules is not null, string.Join('\n', errors));
        return rules;
    }

    internal Bench Reading(double endMinute, long value, double spanMinutes = 1, EventFlags flags = EventFlags.None) =>
        See(new Observation(Key("meter"), EventKind.Reading, At(endMinute), Duration.FromMinutes(spanMinutes), value, flags));

    /// <summary>
    /// One healthy reading a minute, from the one after <paramref name="from"/> to the one that ends at <paramref name="to"/>.
    /// </summary>
    internal Bench Readings(int from, int to, long value)
    {
        for (var minute = from + 1; minute <= to; minute++) Reading(minute, value);
        return this;
    }

    internal Bench Contact(double minute, bool active, EventFlags flags = EventFlags.None) =>
        See(new Observation(Key("lamp"), EventKind.Contact, At(minute), Duration.Zero, active ? 1 : 0, flags));

    internal Bench See(Observation observation)
    {
        Assert.True(Engine.Observe(in observation, Outcomes));
        return this;
    }

    internal Bench Beat(double minute)
    {
        Engine.Advance(Device, At(minute), Outcomes);
        return this;
    }

    /// <summary>The feed's time: as far as any register was read.</summary>
    internal Bench BeatFeed(double minute)
    {
        Engine.AdvanceFeed(Device, At(minute), Outcomes);
        return this;
    }

    /// <summary>As after a restart: a new engine that takes over the state.</summary>
    internal Bench Restart(RuleSet? edited = null)
    {
        var state = Save();
        Engine = new RuleEngine(edited ?? rules, where, register);
        Assert.Null(Engine.Load(state).Error);
        return this;
    }

    internal byte[] Save()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Engine.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    internal static Instant At(double minute) => Start + Duration.FromSeconds(minute * 60);
}
