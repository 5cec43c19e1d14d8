using System.Linq.Expressions;
using NRules;
using NRules.RuleModel;
using NRules.RuleModel.Builders;

namespace CityKit.Benchmarks;

/// <summary>The same limits as rules of NRules: a reading above, one activation each time it is updated.</summary>
internal sealed class LimitsForNRules
{
    private readonly ISession session;
    private readonly Reading[] facts;

    internal LimitsForNRules(long[] limits, int sensors)
    {
        session = new RuleCompiler().Compile(limits.Select(RuleOf)).CreateSession();
        facts = [.. Enumerable.Range(0, sensors).Select(_ => new Reading())];
        session.InsertAll(facts);
        session.Fire();
    }

    /// <summary>How often a rule was activated.</summary>
    internal static long Raised { get; private set; }

    internal void Observe(int sensor, long value)
    {
        facts[sensor].Value = value;
        session.Update(facts[sensor]);
        session.Fire();
    }

    private IRuleDefinition RuleOf(long limit, int number)
    {
        var rule = new RuleBuilder();
        rule.Name($"much-{number}");
        var reading = Expression.Parameter(typeof(Reading), "reading");
        var isOver = Expression.GreaterThan(Expression.Property(reading, nameof(Reading.Value)), Expression.Constant(limit));
        rule.LeftHandSide().Pattern(typeof(Reading), "reading").Condition(Expression.Lambda(isOver, reading));
        Expression<Action<IContext, Reading>> raise = (context, reading) => Raise();
        rule.RightHandSide().Action(raise);
        return rule.Build();
    }

    private static void Raise() => Raised++;

    /// <summary>A fact: what a sensor read last.</summary>
    internal sealed class Reading
    {
        public long Value { get; set; }
    }
}
