using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Configuring;

/// <summary>Ends consents of households, and says which rules do not run for want of one (住户同意).</summary>
/// <param name="judge">Has the rules and sensors in force.</param>
/// <param name="maintenance">Who is notified of what somebody has to handle.</param>
internal sealed class ConsentDesk(Judge judge, string maintenance)
{
    private const int MostNamed = 20;

    internal ConfigurationAnswer Withdraw(WithdrawConsent withdraw)
    {
        Sensor[] entries = [.. judge.Sensors.Under(withdraw.Household, withdraw.Purpose)];
        if (entries.Length == 0)
            return ConfigurationAnswer.Refused(Refusal.Of("not-found",
                $"No sensor of household '{withdraw.Household}' has a consent for '{withdraw.Purpose}'.",
                $"住户“{withdraw.Household}”没有传感器以“{withdraw.Purpose}”为目的取得同意。"));
        var stopped = entries.GroupBy(entry => entry.Key, RulesUnder).ToDictionary(g => g.Key, g =>
            g.SelectMany(r => r).Distinct().ToArray());
        return ConfigurationAnswer.Done(judge.Withdraw(withdraw.Household, withdraw.Purpose), attempt =>
        {
            RuleFailures.End(attempt, stopped.Keys.ToHashSet());
            foreach (var (sensor, rules) in stopped) Stop(withdraw.Purpose, sensor.ToString(), rules, attempt);
        });
    }

    /// <summary>What is to be said of entries that were put in force: over which of them rules do not run.</summary>
    internal Action<Attempt> Missing(IReadOnlyList<Sensor> entries)
    {
        var rules = judge.Rules;
        return attempt => Tell([.. rules.WithoutConsent(entries, attempt.Now)], attempt);
    }

    /// <summary>The same of all sensors in force, once all rules were put in force: those that had failed judge again.</summary>
    internal Action<Attempt> Missing()
    {
        var (missing, restarted, hasBegun) = (Missing(judge.Sensors.Register.Sensors), judge.Restarted, judge.HasBegun);
        return attempt =>
        {
            if (hasBegun) RuleFailures.End(attempt);
            missing(attempt);
            foreach (var rule in restarted.Where(rule => !judge.Filled.Contains(rule.Id)).Take(MostNamed))
                attempt.Add("rule-restarted", rule.Id, attempt.Now, null, Restarted(rule), maintenance);
        };
    }

    private IEnumerable<Rule> RulesUnder(Sensor entry) =>
        judge.Rules.Rules.Where(rule => rule is { Duty: null } && rule.IsAbout(entry) && rule.PeriodOver(entry) is not null);

    /// <summary>The alerts that the hub's rules held open ended with them; those of an edge are found by their rule.</summary>
    private void Stop(string purpose, string sensor, Rule[] rules, Attempt attempt)
    {
        foreach (var rule in rules)
            if (attempt.OpenAlert(rule.Id, sensor) is { } alert) Desk.Clear([alert.Id], attempt);
        var text = Stopped(purpose, NamesOf(rules));
        attempt.Add("consent-withdrawn", sensor, attempt.Now, null, text, maintenance);
        foreach (var audience in rules.SelectMany(rule => rule.Then.Audiences).Distinct())
            attempt.Notify(audience, sensor, new LocalizedText($"{sensor}：{text.Zh}", $"{sensor}: {text.En}"));
    }

    private void Tell((Sensor Sensor, IReadOnlyList<Rule> Rules)[] without, Attempt attempt)
    {
        foreach (var (sensor, rules) in without.Take(MostNamed))
            attempt.Add("no-consent", sensor.Key.ToString(), attempt.Now, null, Unconsented(rules), maintenance);
        if (without.Length > MostNamed)
            attempt.Add("no-consent", "sensors", attempt.Now, null, More(without.Length - MostNamed), maintenance);
    }

    private static LocalizedText Stopped(string purpose, string rules) => rules.Length == 0
        ? new($"住户已撤回“{purpose}”的同意；没有规则据此运行。", $"the household withdrew its consent for '{purpose}'; no rule ran under it.")
        : new($"住户已撤回“{purpose}”的同意：规则 {rules} 不再判断该传感器，其未结告警已结束。",
            $"the household withdrew its consent for '{purpose}': rules that no longer judge this sensor: {rules}. "
            + "Their open alerts ended.");

    private static LocalizedText Unconsented(IReadOnlyList<Rule> rules)
    {
        var (names, purposes) = (NamesOf(rules), string.Join(", ", rules.Select(rule => rule.Purpose ?? "?").Distinct()));
        return new($"缺少有效的住户同意（目的：{purposes}），规则 {names} 不判断该传感器；取得同意后请重新登记该传感器。",
            $"no consent of the household for {purposes} is in force: rules that do not judge this sensor: {names}. "
            + "With a consent, register the sensor again.");
    }

    private static LocalizedText Restarted(Rule rule) => new(
        $"规则 {rule.Id} 判断的内容已改变，此前的记录不再适用：从现在起重新积累，窗口填满之前不作判断。",
        $"rule {rule.Id} looks for something else now, so what it knew does not count: "
        + "it begins again, and a window is judged when it is full.");

    private static LocalizedText More(int count) => new($"另有 {count} 个住户传感器缺少有效同意。",
        $"{count} more sensors of households lack a consent.");

    private static string NamesOf(IEnumerable<Rule> rules) => string.Join(", ", rules.Select(rule => rule.Id));
}
