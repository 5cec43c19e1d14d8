using System.Text;
using CityKit.Cases;
using CityKit.Checking;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;

namespace CityKit.Deciding;

/// <summary>Changes rules and sensors while the hub runs. What a start would refuse is refused here, with line and column.</summary>
/// <param name="inForce">Puts another configuration in force, and has what the names in a file may be.</param>
/// <param name="judge">Has the rules and sensors in force.</param>
internal sealed class ConfigurationDesk(ConfigurationInForce inForce, Judge judge)
{
    internal ConfigurationAnswer Put(PutSensors put, HubInput.Command input)
    {
        var file = Encoding.UTF8.GetBytes(put.File);
        if (Refuse(input.Actor) is { } refusal) return ConfigurationAnswer.Refused(refusal);
        if (SensorRegister.Parse(file, out var errors) is not { } entries) return ConfigurationAnswer.Refused(Wrong("bad-sensors", errors));
        if (entries.Count is < 1 or > PutSensors.MaxEntries) return ConfigurationAnswer.Refused(Count(entries.Count));
        if (!input.IsKept && Errors(entries, file) is { Count: > 0 } wrong) return ConfigurationAnswer.Refused(Wrong("bad-sensors", wrong));
        foreach (var entry in entries.Sensors)
            if (judge.Sensors.Register.Refuses(entry) is { } why)
                return ConfigurationAnswer.Refused(
                    new Refusal("bad-sensors", new LocalizedText($"{entry.Key}：{why.Zh}", $"{entry.Key}: {why.En}"), []));
        return ConfigurationAnswer.Done(judge.Put(entries.Sensors));
    }

    internal ConfigurationAnswer Retire(RetireSensor retire, Actor actor)
    {
        if (Refuse(actor) is { } refusal) return ConfigurationAnswer.Refused(refusal);
        if (judge.Sensors.Register.Find(retire.Sensor, retire.At) is not { } entry || retire.At <= entry.ValidFrom)
            return ConfigurationAnswer.Refused(
                Refusal.Of("not-found", $"The register has no {retire.Sensor} at {retire.At}.", $"台账中 {retire.At} 没有传感器 {retire.Sensor}。"));
        return ConfigurationAnswer.Done(judge.Put([entry with { ValidTo = retire.At }]));
    }

    internal ConfigurationAnswer Put(PutRules put, HubInput.Command input)
    {
        var file = Encoding.UTF8.GetBytes(put.File);
        if (Refuse(input.Actor) is { } refusal) return ConfigurationAnswer.Refused(refusal);
        var rules = RuleSet.Parse(file, out var errors);
        if (rules is not null && !input.IsKept)
            errors = rules.Check(judge.Sensors.Register) is { Count: > 0 } mismatches ? mismatches
                : new NameCheck(inForce.Work.Parts(file, default)).Rules();
        if (errors.Count > 0) return ConfigurationAnswer.Refused(Wrong("bad-rules", errors));
        return ConfigurationAnswer.Done(inForce.Put(judge.Configuration! with { Rules = file }));
    }

    private IReadOnlyList<ConfigError> Errors(SensorRegister entries, byte[] file) =>
        judge.Rules.Check(entries) is { Count: > 0 } mismatches ? mismatches : new NameCheck(inForce.Work.Parts(default, file)).Sensors();

    private static Refusal? Refuse(Actor actor) => Access.ForAdministrator(actor, "Rules and sensors are changed", "规则与传感器由管理员维护");

    private static Refusal Count(int found) => Refusal.Of("too-many",
        $"A command has 1 to {PutSensors.MaxEntries} sensors, not {found}: send a longer file in parts.",
        $"一次可登记 1 至 {PutSensors.MaxEntries} 个传感器，而非 {found} 个；请分批提交。");

    /// <summary>What is wrong with a file, line by line, as far as it can be shown.</summary>
    internal static Refusal Wrong(string code, IReadOnlyList<ConfigError> errors) => new(code,
        new LocalizedText(string.Join(" ", errors.Take(10).Select(e => e.Message.Zh)),
            string.Join(" ", errors.Take(10).Select(e => e.Message.En))), []);
}
