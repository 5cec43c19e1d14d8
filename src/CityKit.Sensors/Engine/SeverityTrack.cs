using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The severity of one open alert whose rule has steps. A step by duration holds once the alert has lasted longer, one by value while the
/// value that was judged last is beyond its limit.
/// </summary>
internal sealed class SeverityTrack
{
    /// <summary>How many values are saved.</summary>
    internal const int Values = 3;

    private readonly Rule rule;
    private readonly (Severity Severity, RuleLimit Limit)[] limits;
    private Severity? byValue;
    private long reached = Clock.Earliest;

    private SeverityTrack(Rule rule, Sensor? sensor)
    {
        this.rule = rule;
        Now = rule.Then.Severity;
        limits = sensor is null ? [] : [.. rule.Then.Steps.Select(step => (step.Severity, Limit: RuleThen.LimitOf(step, rule, sensor)))
            .Where(step => step.Limit is not null).Select(step => (step.Severity, step.Limit!.Value))];
    }

    /// <summary>How much it matters now.</summary>
    internal Severity Now { get; private set; }

    /// <summary>For a new alert; null when its rule has no steps.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="sensor">Whose values count; null for a group, which has none.</param>
    internal static SeverityTrack? Of(Rule rule, Sensor? sensor) => rule.Then.Steps.Count == 0 ? null : new SeverityTrack(rule, sensor);

    /// <summary>The end of the next step by duration.</summary>
    internal long Due(long raisedAt)
    {
        var due = Watch.Never;
        foreach (var step in rule.Then.Steps)
            if (step.After is { } after && raisedAt + Clock.Span(after) is var end && end > reached) due = Math.Min(due, end);
        return due;
    }

    /// <summary>The alert has lasted beyond the end of a step.</summary>
    /// <returns>Whether it matters more or less for it.</returns>
    internal bool Pass(long due, long raisedAt)
    {
        reached = due;
        return Turn(raisedAt);
    }

    /// <summary>A value was judged; one that is only a lower bound never makes the alert matter less.</summary>
    /// <returns>Whether it matters more or less for it.</returns>
    internal bool Weigh(Weight weight, long raisedAt)
    {
        Severity? found = weight.IsLowerBound ? byValue : null;
        foreach (var (severity, limit) in limits)
            if (!(weight.IsLowerBound && limit.Side == LimitSide.Below) && limit.IsOver(weight.Amount, weight.Per))
                found = Higher(found, severity);
        byValue = found;
        return Turn(raisedAt);
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteUInt64((byte)Now);
        if (byValue is { } severity) writer.WriteUInt64((byte)severity);
        else writer.WriteNil();
        writer.WriteInt64(reached);
    }

    /// <summary>
    /// Reads what was saved; what a rule whose steps are others by now makes of it is said with the next change.
    /// </summary>
    internal static SeverityTrack Load(ref WireReader reader, Rule rule, Sensor? sensor) => new(rule, sensor)
    {
        Now = ReadSeverity(ref reader),
        byValue = reader.TryReadNil() ? null : ReadSeverity(ref reader),
        reached = RuleState.ReadTime(ref reader),
    };

    private static Severity ReadSeverity(ref WireReader reader)
    {
        var at = reader.Position;
        var severity = reader.ReadUInt64();
        if (severity > (byte)Severity.Critical) reader.Reject(at, LocalizedText.Values($"{severity}"), new("严重程度", "a severity"));
        return (Severity)(byte)Math.Min(severity, (byte)Severity.Critical);
    }

    private static Severity Higher(Severity? one, Severity other) => one > other ? one.Value : other;

    private bool Turn(long raisedAt)
    {
        var (before, held) = (Now, byValue);
        foreach (var step in rule.Then.Steps)
            if (step.After is { } after && raisedAt + Clock.Span(after) <= reached) held = Higher(held, step.Severity);
        Now = held ?? rule.Then.Severity;
        return Now != before;
    }
}
