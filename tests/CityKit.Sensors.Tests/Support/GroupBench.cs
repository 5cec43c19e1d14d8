using System.Buffers;
using System.Globalization;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Tests.Support;

/// <summary>
/// A tower of three devices a, b and c, each with a smoke contact, a door contact, a camera and a thermometer, fed by a script. A step is
/// <c>5 a.smoke+</c> or <c>-</c> (contact), <c>a.temp=45</c> (reading), <c>a.camera!</c> (detection), <c>a.smoke?</c> and <c>a.smoke.</c>
/// (a fault that hides it, its end), <c>a~3</c> (blind for 3 minutes up to now), <c>a</c> (heartbeat), all at a minute since the start;
/// every device that is not dead beats at each whole minute after what happened up to then.
/// </summary>
internal sealed class GroupBench
{
    internal static readonly Instant Start = Bench.Start;
    internal static readonly string[] Devices = ["a", "b", "c"];
    private readonly RuleSet rules;
    private readonly RuleHost where;

    internal GroupBench(string when, string per = "building", RuleHost where = RuleHost.Hub, SensorRegister? register = null)
        : this(RulesOf(when, per, where), register ?? Tower(), where) { }

    internal GroupBench(RuleSet rules, SensorRegister register, RuleHost where)
    {
        (this.rules, Register, this.where) = (rules, register, where);
        Engine = new RuleEngine(rules, where, register);
    }

    internal SensorRegister Register { get; set; }

    internal RuleEngine Engine { get; private set; }

    internal List<RuleOutcome> Outcomes { get; } = [];

    /// <summary>"Raised +7 a/smoke" and so on; a final one with an exclamation mark, one in maintenance with a question mark.</summary>
    internal string Log => string.Join(", ", Outcomes.Select(Line));

    internal static RuleSet RulesOf(string when, string per, RuleHost where = RuleHost.Hub, string basis = "\"duty\": \"x\"") =>
        Bench.Parse($$$$"""
        {"version": 2, "rules": [{"id": "r", "where": "{{{{where.ToString().ToLowerInvariant()}}}}", "per": "{{{{per}}}}", {{{{basis}}}},
          "sensors": {"quantity": "smoke"}, "when": {{{{when}}}}, "then": {"severity": "critical", "title": {"zh": "一", "en": "one"}}}]}
        """);

    internal static SensorRegister Tower() => SensorRegister.Of(Devices.SelectMany(SensorsOf));

    internal static IEnumerable<Sensor> SensorsOf(string device) =>
    [
        Entry(device, "smoke", "smoke", ""), Entry(device, "door", "door", ""), Entry(device, "camera", "camera", ""),
        Entry(device, "temp", "temperature", "C"),
    ];

    internal static Sensor Entry(string device, string name, string quantity, string unit) => new()
    {
        Key = Key(device, name), Quantity = Quantity.Parse(quantity), Unit = unit, ValidFrom = Start - Duration.FromDays(1),
        Compound = "yard", Building = "5", Grid = "370202001", Household = "h-" + device,
    };

    internal static SensorKey Key(string device, string sensor) => new(DeviceId.Parse(device), SensorName.Parse(sensor));

    internal static Instant At(double minute) => Start + Duration.FromSeconds(minute * 60);

    internal static string Line(RuleOutcome o) => string.Create(CultureInfo.InvariantCulture,
        $"{o.Kind}{(o.Final ? "!" : "")}{(o.Test ? "?" : "")} +{(o.At - Start).TotalMinutes:0.##} {o.Sensor}");

    /// <summary>Plays a script.</summary>
    /// <param name="script">Steps, each with its minute, comma between.</param>
    /// <param name="end">Up to which minute.</param>
    /// <param name="dead">Devices that do not beat by themselves.</param>
    internal GroupBench Play(string script, int end = 60, string dead = "")
    {
        var steps = script.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        for (var minute = 0; minute <= end; minute++)
        {
            foreach (var (at, what) in steps.Where(s => s.At > minute - 1 && s.At <= minute)) Do(at, what);
            foreach (var device in Devices.Where(d => !dead.Contains(d, StringComparison.Ordinal))) Beat(device, minute);
        }
        return this;
    }

    internal GroupBench Beat(string device, double minute)
    {
        Engine.Advance(DeviceId.Parse(device), At(minute), Outcomes);
        return this;
    }

    internal GroupBench Do(double at, string what)
    {
        var mark = what.AsSpan().IndexOfAny("+-=!?.~");
        var after = what.IndexOf('.', StringComparison.Ordinal);
        if (mark < 0) return Beat(what, at);
        if (what[mark] == '~')
            return See(what[..mark], "device", EventKind.Blind, at, 0, int.Parse(what[(mark + 1)..], CultureInfo.InvariantCulture));
        var (device, rest) = (what[..after], what[(after + 1)..]);
        mark = rest.AsSpan().IndexOfAny("+-=!?.");
        var sensor = rest[..mark];
        return rest[mark] switch
        {
            '+' or '-' => See(device, sensor, EventKind.Contact, at, rest[mark] == '+' ? 1 : 0, isTest: rest[^1] == 'T'),
            '=' => See(device, sensor, EventKind.Reading, at, long.Parse(rest[(mark + 1)..], CultureInfo.InvariantCulture)),
            '!' => See(device, sensor, EventKind.Detection, at, 1),
            _ => See(device, sensor, EventKind.Fault, at, rest[mark] == '?' ? 1 : 0),
        };
    }

    /// <summary>As after a restart: a new engine over the cells of this one.</summary>
    internal GroupBench Restart()
    {
        var cells = new Dictionary<string, byte[]>();
        foreach (var key in Engine.Keys)
        {
            var buffer = new ArrayBufferWriter<byte>();
            if (Engine.Save(key, buffer)) cells[key.ToString()] = buffer.WrittenSpan.ToArray();
        }
        Engine = new RuleEngine(rules, where, Register, key => cells.GetValueOrDefault(key.ToString()));
        return this;
    }

    /// <summary>Goes on with other entries of the sensors named.</summary>
    internal IReadOnlyList<AlertId> Use(SensorRegister next, params SensorKey[] changed)
    {
        Register = next;
        return Engine.Use(next, changed);
    }

    private static (double At, string What) Parse(string step)
    {
        var parts = step.Split(' ');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
    }

    private GroupBench See(string device, string sensor, EventKind kind, double at, long value, int blind = 0, bool isTest = false)
    {
        var seen = new Observation(Key(device, sensor), kind, At(at), Duration.FromMinutes(blind), value,
            isTest ? EventFlags.Test : EventFlags.None)
        {
            Fields = kind == EventKind.Fault ? EventFields.Of(new EventField("reason", "line-away")) : EventFields.Empty,
        };
        Engine.Observe(in seen, Outcomes);
        return this;
    }
}
