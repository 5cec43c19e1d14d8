using System.Collections.ObjectModel;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>A fault in one rule stops that rule alone, and is reported.</summary>
public sealed class RuleFaultTests
{
    private static readonly RuleSet Rules = Bench.Rules(
        """{"kind": "threshold", "above": "5 L"}""", """{"kind": "threshold", "above": "6 L"}""");

    /// <summary>Fails on what a rule raises, in the middle of its judging.</summary>
    private sealed class FailsOn(string rule) : Collection<RuleOutcome>
    {
        internal string Log => string.Join(", ", this.Select(o => $"{o.Kind} {o.Rule.Id}"));

        protected override void InsertItem(int index, RuleOutcome item)
        {
            if (item.Kind == OutcomeKind.Raised && item.Rule.Id == rule) throw new InvalidOperationException("a fault in a rule");
            base.InsertItem(index, item);
        }
    }

    [Fact]
    public void Observe_OneRuleFails_TheOthersGoOnAndItIsReportedOnce()
    {
        var (engine, outcomes) = (new RuleEngine(Rules, RuleHost.Hub, Bench.DefaultRegister), new FailsOn("r0"));
        See(engine, outcomes, 1, 9);
        See(engine, outcomes, 2, 0);
        See(engine, outcomes, 3, 9);
        Assert.Equal("RuleFailed r0, Raised r1, Cleared r1, Raised r1", outcomes.Log);
        Assert.Equal("InvalidOperationException", outcomes[0].Fault);
    }

    [Fact]
    public void Load_OfChangedRules_StartsItAgain()
    {
        var bench = new Bench(Rules, Bench.DefaultRegister);
        See(bench.Engine, new FailsOn("r0"), 1, 9);
        bench.Restart(Rules).Reading(2, 0).Reading(3, 9);
        Assert.Contains(bench.Outcomes, o => o.Kind == OutcomeKind.Raised && o.Rule.Id == "r0");
    }

    [Fact]
    public void Correct_OneRuleFails_TheOthersTakeTheCorrectionOver()
    {
        const string window = """{"kind": "window", "over": "PT1M", "above": "5 L"}""";
        var rules = Bench.Rules(window, window);
        var (engine, outcomes) = (new RuleEngine(rules, RuleHost.Hub, Bench.DefaultRegister), new FailsOn("r0"));
        See(engine, outcomes, 1, 2);
        var entry = Bench.DefaultRegister.Find(Bench.Key("meter"), Bench.At(1))!;
        engine.Correct(entry, [Interval(2)], [Interval(9)], outcomes);
        Assert.Equal("RuleFailed r0, Raised r1", string.Join(", ", outcomes.Where(o => o.Kind != OutcomeKind.Revised)
            .Select(o => $"{o.Kind} {o.Rule.Id}")));

        static RegisterInterval Interval(long amount) => new(Bench.At(0), Bench.At(1), amount);
    }

    private static void See(RuleEngine engine, ICollection<RuleOutcome> outcomes, int minute, long value) =>
        Assert.True(engine.Observe(
            new Observation(Bench.Key("meter"), EventKind.Reading, Bench.At(minute), Duration.FromMinutes(1), value),
            outcomes));
}
