using CityKit.Sensors.Register;

namespace CityKit.Sensors.Rules;

/// <summary>The limits of a threshold for one sensor: one on either side, or both.</summary>
internal readonly record struct RuleRange(RuleLimit? Lower, RuleLimit? Upper)
{
    /// <summary>Null when the rule does not fit the sensor.</summary>
    internal static RuleRange? Of(ThresholdRule rule, Sensor sensor)
    {
        if (RuleLimit.Of(rule.Side, rule.Limit, rule.Hysteresis, sensor, rule.IsRate) is not { } limit) return null;
        if (rule.OrAbove is not { } orAbove) return rule.Side == LimitSide.Above ? new RuleRange(null, limit) : new RuleRange(limit, null);
        var other = RuleLimit.Of(LimitSide.Above, orAbove, rule.Hysteresis, sensor, rule.IsRate);
        return other is { } upper ? new RuleRange(limit, upper) : null;
    }

    /// <summary>Whether an amount is beyond a limit; one that is only a lower bound can prove "above", never "below".</summary>
    internal bool IsOver(Int128 amount, Int128 per, bool isLowerBound) =>
        Upper?.IsOver(amount, per) == true || (!isLowerBound && Lower?.IsOver(amount, per) == true);

    /// <summary>Whether an amount is back inside; one that is only a lower bound can disprove "below", never "above".</summary>
    internal bool IsBack(Int128 amount, Int128 per, bool isLowerBound) =>
        Upper?.IsBack(amount, per) != false && (Upper is null || !isLowerBound) && Lower?.IsBack(amount, per) != false;

    /// <summary>Narrows a range around an amount to those amounts that are over and back as it is.</summary>
    internal void Around(long amount, ref long from, ref long to)
    {
        Upper?.Around(amount, ref from, ref to);
        Lower?.Around(amount, ref from, ref to);
    }

    internal bool IsOver(long amount, bool isLowerBound) =>
        Upper?.IsOver(amount) == true || (!isLowerBound && Lower?.IsOver(amount) == true);

    internal bool IsBack(long amount, bool isLowerBound) =>
        Upper?.IsBack(amount) != false && (Upper is null || !isLowerBound) && Lower?.IsBack(amount) != false;
}
