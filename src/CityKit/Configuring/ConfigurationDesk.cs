using System.Text;
using CityKit.AlertDesk;
using CityKit.Checking;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Intake;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;

namespace CityKit.Configuring;

/// <summary>Changes rules and sensors while the hub runs. What a start would refuse is refused here, with line and column.</summary>
/// <param name="inForce">Puts another configuration in force, and has what the names in a file may be.</param>
/// <param name="judge">Has the rules and sensors in force.</param>
/// <param name="consents">Says which rules lack a household's consent.</param>
internal sealed class ConfigurationDesk(ConfigurationInForce inForce, Judge judge, ConsentDesk consents)
{
    /// <param name="put">The command.</param>
    /// <param name="isKept">Whether it is in the journal already, and so was checked.</param>
    internal ConfigurationAnswer Put(PutSensors put, bool isKept)
    {
        var file = Encoding.UTF8.GetBytes(put.File);
        if (SensorRegister.Parse(file, out var errors) is not { } entries) return ConfigurationAnswer.Refused(Wrong("bad-sensors", errors));
        if (entries.Count is < 1 or > PutSensors.MaxEntries) return ConfigurationAnswer.Refused(Count(entries.Count));
        if (!isKept && Errors(entries, file) is { Count: > 0 } wrong) return ConfigurationAnswer.Refused(Wrong("bad-sensors", wrong));
        foreach (var entry in entries.Sensors)
            if (judge.Sensors.Register.Refuses(entry) is { } why)
                return ConfigurationAnswer.Refused(
                    new Refusal("bad-sensors", new LocalizedText($"{entry.Key}：{why.Zh}", $"{entry.Key}: {why.En}"), []));
        var tell = consents.Missing(entries.Sensors);
        return ConfigurationAnswer.Done(judge.Put(entries.Sensors), attempt =>
        {
            RuleFailures.End(attempt, entries.Sensors.Select(entry => entry.Key).ToHashSet());
            tell(attempt);
        });
    }

    internal ConfigurationAnswer Retire(RetireSensor retire)
    {
        if (judge.Sensors.Register.Find(retire.Sensor, retire.At) is not { } entry || retire.At <= entry.ValidFrom)
            return ConfigurationAnswer.Refused(
                Refusal.Of("not-found", $"The register has no {retire.Sensor} at {retire.At}.", $"台账中 {retire.At} 没有传感器 {retire.Sensor}。"));
        return ConfigurationAnswer.Done(judge.Put([entry with { ValidTo = retire.At }]),
            attempt => RuleFailures.End(attempt, new HashSet<SensorKey> { retire.Sensor }));
    }

    /// <param name="put">The command.</param>
    /// <param name="isKept">Whether it is in the journal already, and so was checked.</param>
    internal ConfigurationAnswer Put(PutRules put, bool isKept)
    {
        var file = Encoding.UTF8.GetBytes(put.File);
        var rules = RuleSet.Parse(file, out var errors);
        if (rules is not null && !isKept)
            errors = rules.Check(judge.Sensors.Register) is { Count: > 0 } mismatches ? mismatches
                : new NameCheck(inForce.Work.Parts(file, default)).Rules();
        if (errors.Count > 0) return ConfigurationAnswer.Refused(Wrong("bad-rules", errors));
        return ConfigurationAnswer.Done(inForce.Put(judge.Configuration! with { Rules = file }), consents.Missing());
    }

    internal ConfigurationAnswer Withdraw(WithdrawConsent withdraw) => consents.Withdraw(withdraw);

    private IReadOnlyList<ConfigError> Errors(SensorRegister entries, byte[] file) =>
        judge.Rules.Check(entries) is { Count: > 0 } mismatches ? mismatches : new NameCheck(inForce.Work.Parts(default, file)).Sensors();

    private static Refusal Count(int found) => Refusal.Of("too-many",
        $"A command has 1 to {PutSensors.MaxEntries} sensors, not {found}: send a longer file in parts.",
        $"一次可登记 1 至 {PutSensors.MaxEntries} 个传感器，而非 {found} 个；请分批提交。");

    /// <summary>What is wrong with a file, line by line, as far as it can be shown.</summary>
    internal static Refusal Wrong(string code, IReadOnlyList<ConfigError> errors) => new(code,
        new LocalizedText(string.Join(" ", errors.Take(10).Select(e => e.Message.Zh)),
            string.Join(" ", errors.Take(10).Select(e => e.Message.En))), []);
}
