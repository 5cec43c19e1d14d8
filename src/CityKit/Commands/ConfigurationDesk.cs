using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Checking;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Deciding;
using CityKit.Intake;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Commands;

/// <summary>Changes rules and sensors while the hub runs. What a start would refuse is refused here, with line and column.</summary>
/// <param name="work">What the names in a file may be.</param>
/// <param name="judge">Has the rules and sensors in force.</param>
/// <param name="desk">Clears the alerts of what is gone.</param>
/// <param name="putInForce">Puts another configuration in force.</param>
internal sealed class ConfigurationDesk(WorkInForce work, Judge judge, Desk desk, Action<HubConfiguration, HubChanges> putInForce)
{
    internal CommandAnswer Put(PutSensors put, HubInput.Command input, HubChanges changes)
    {
        var file = Encoding.UTF8.GetBytes(put.File);
        if (Refuse(input.Actor) is { } refusal) return CommandAnswer.Refused(refusal);
        if (SensorRegister.Parse(file, out var errors) is not { } entries) return CommandAnswer.Refused(Wrong("bad-sensors", errors));
        if (entries.Count is < 1 or > PutSensors.MaxEntries) return CommandAnswer.Refused(Count(entries.Count));
        if (!input.IsKept && Errors(entries, file) is { Count: > 0 } wrong) return CommandAnswer.Refused(Wrong("bad-sensors", wrong));
        foreach (var entry in entries.Sensors)
            if (judge.Sensors.Register.Refuses(entry) is { } why)
                return CommandAnswer.Refused(
                    new Refusal("bad-sensors", new LocalizedText($"{entry.Key}：{why.Zh}", $"{entry.Key}: {why.En}"), []));
        desk.Clear(judge.Put(entries.Sensors), changes);
        return CommandAnswer.Done();
    }

    internal CommandAnswer Retire(RetireSensor retire, Actor actor, HubChanges changes)
    {
        if (Refuse(actor) is { } refusal) return CommandAnswer.Refused(refusal);
        if (judge.Sensors.Register.Find(retire.Sensor, retire.At) is not { } entry || retire.At <= entry.ValidFrom)
            return CommandAnswer.Refused(
                Refusal.Of("not-found", $"The register has no {retire.Sensor} at {retire.At}.", $"台账中 {retire.At} 没有传感器 {retire.Sensor}。"));
        desk.Clear(judge.Put([entry with { ValidTo = retire.At }]), changes);
        return CommandAnswer.Done();
    }

    internal CommandAnswer Put(PutRules put, HubInput.Command input, HubChanges changes)
    {
        var file = Encoding.UTF8.GetBytes(put.File);
        if (Refuse(input.Actor) is { } refusal) return CommandAnswer.Refused(refusal);
        var rules = RuleSet.Parse(file, out var errors);
        if (rules is not null && !input.IsKept)
            errors = rules.Check(judge.Sensors.Register) is { Count: > 0 } mismatches ? mismatches
                : new NameCheck(work.Parts(file, default)).Rules();
        if (errors.Count > 0) return CommandAnswer.Refused(Wrong("bad-rules", errors));
        putInForce(judge.Configuration! with { Rules = file }, changes);
        return CommandAnswer.Done();
    }

    private IReadOnlyList<ConfigError> Errors(SensorRegister entries, byte[] file) =>
        judge.Rules.Check(entries) is { Count: > 0 } mismatches ? mismatches : new NameCheck(work.Parts(default, file)).Sensors();

    private static Refusal? Refuse(Actor actor) => actor.Roles.Contains(Role.Administrator) ? null
        : Refusal.Of("wrong-role", $"Rules and sensors are changed by an administrator; {actor.Id} is none.",
            $"规则与传感器由管理员维护，{actor.Id} 无此权限。", nameof(Role.Administrator));

    private static Refusal Count(int found) => Refusal.Of("too-many",
        $"A command has 1 to {PutSensors.MaxEntries} sensors, not {found}: send a longer file in parts.",
        $"一次可登记 1 至 {PutSensors.MaxEntries} 个传感器，而非 {found} 个；请分批提交。");

    /// <summary>What is wrong with a file, line by line, as far as it can be shown.</summary>
    internal static Refusal Wrong(string code, IReadOnlyList<ConfigError> errors) => new(code,
        new LocalizedText(string.Join(" ", errors.Take(10).Select(e => e.Message.Zh)),
            string.Join(" ", errors.Take(10).Select(e => e.Message.En))), []);
}
