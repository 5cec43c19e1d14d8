using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>Reads <c>{"version": 1, "begin", "sensors": [{...}], "tests": [{"name", "begin", "until", "inputs", "alerts"}]}</c>.</summary>
internal sealed class RuleTestReader
{
    private const int MostTests = 1_000;
    private static readonly Instant UsualBegin = Instant.FromUtc(2026, 3, 1, 16, 0); // Monday 2 March, midnight in China

    private static readonly (string, Severity)[] Severities =
        [("info", Severity.Info), ("warning", Severity.Warning), ("critical", Severity.Critical)];

    private readonly SensorRegister register;
    private readonly Instant begin;

    private RuleTestReader(SensorRegister register, Instant begin) => (this.register, this.begin) = (register, begin);

    internal static RuleTestFile? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var file = ConfigReader.Parse(utf8);
        file.Integer("version", 1, 1);
        var reader = new RuleTestReader(ReadSensors(file), file.InstantOrNull("begin") ?? UsualBegin);
        RuleTest[] tests = [.. file.Objects("tests", MostTests).Select(reader.ReadTest)];
        file.Close();
        errors = file.Errors;
        return errors.Count == 0 ? new RuleTestFile(reader.register, tests) : null;
    }

    private static SensorRegister ReadSensors(ConfigReader file)
    {
        var register = SensorRegister.Empty;
        foreach (var reader in file.Objects("sensors"))
        {
            var before = file.Errors.Count;
            var sensor = SensorFile.ReadShort(reader);
            if (file.Errors.Count > before) continue;
            if (register.Find(sensor.Key, sensor.ValidFrom) is not null)
                reader.RejectAll(new($"{sensor.Key} 再次出现", $"{sensor.Key} once more"), SensorRegister.OneAtATime);
            else if (register.Refuses(sensor) is { } why) reader.RejectAll(why, new("不冲突的条目", "an entry that fits"));
            else register = register.With(sensor);
        }
        return register;
    }

    private RuleTest ReadTest(ConfigReader reader)
    {
        var test = new RuleTest
        {
            Name = reader.Text("name"),
            Place = reader.Place,
            Begin = reader.InstantOrNull("begin") ?? begin,
            Inputs = [.. reader.Objects("inputs").Select(new TestInputReader(register).Read)],
            Alerts = [.. reader.Objects("alerts").Select(ReadAlert)],
            Until = Time(reader, "until", required: false)?.SinceBegin ?? Duration.Zero,
        };
        reader.Close();
        return test;
    }

    private static TestedAlert ReadAlert(ConfigReader reader)
    {
        var raised = Time(reader, "raised") ?? default;
        var cleared = Time(reader, "cleared", required: false);
        if (cleared?.CompareTo(raised) < 0) reader.Reject("cleared", new($"不早于 {raised}", $"{raised} or later"));
        var alert = new TestedAlert(reader.Text("rule", 64), raised.SinceBegin, cleared?.SinceBegin)
        {
            About = reader.TextOrNull("about"),
            Severity = reader.Has("severity") ? reader.Word("severity", Severities) : null,
            Becomes = reader.Has("becomes") ? [.. reader.Objects("becomes").Select(ReadStep)] : null,
        };
        reader.Close();
        return alert;
    }

    private static (Duration At, Severity Severity) ReadStep(ConfigReader reader)
    {
        var step = (Time(reader, "at")?.SinceBegin ?? Duration.Zero, reader.Word("severity", Severities));
        reader.Close();
        return step;
    }

    internal static TestTime? Time(ConfigReader reader, string name, bool required = true) =>
        required || reader.Has(name) ? reader.Parsed<TestTime>(name, TestTime.Allowed) : null;
}
