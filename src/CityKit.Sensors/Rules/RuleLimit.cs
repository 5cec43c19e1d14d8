using CityKit.Sensors.Register;

namespace CityKit.Sensors.Rules;

/// <summary>A rule's limit in whole numbers of one sensor's smallest unit, so that judging is integer work and exact.</summary>
/// <remarks>For whole numbers v and any limit L: v &lt; L exactly when v &lt; ⌈L⌉, and v &gt; L exactly when v &gt; ⌊L⌋.</remarks>
internal readonly record struct RuleLimit(LimitSide Side, long Over, long Back)
{
    internal bool IsOver(Int128 amount, Int128 per) => Side == LimitSide.Above ? amount > per * Over : amount < per * Over;

    internal bool IsBack(Int128 amount, Int128 per) => Side == LimitSide.Above ? amount <= per * Back : amount >= per * Back;

    internal bool IsOver(long amount) => Side == LimitSide.Above ? amount > Over : amount < Over;

    internal bool IsBack(long amount) => Side == LimitSide.Above ? amount <= Back : amount >= Back;

    /// <summary>The amounts that neither raise an alert nor end one.</summary>
    /// <param name="isRaised">Whether one is open.</param>
    internal (long Least, long Most) Quiet(bool isRaised) => (Side == LimitSide.Above, isRaised) switch
    {
        (true, false) => (long.MinValue, Over),
        (true, true) => (Back + 1, long.MaxValue),
        (false, false) => (Over, long.MaxValue),
        (false, true) => (long.MinValue, Back - 1),
    };

    /// <summary>Narrows a range around an amount to those amounts that are over and back as it is.</summary>
    internal void Around(long amount, ref long from, ref long to)
    {
        var isAbove = Side == LimitSide.Above;
        Around(amount, isAbove ? Over : Over - 1, ref from, ref to);
        Around(amount, isAbove ? Back : Back - 1, ref from, ref to);
    }

    /// <param name="amount">The amount.</param>
    /// <param name="cut">The last one on one side; the next one is on the other.</param>
    /// <param name="from">The range's first.</param>
    /// <param name="to">The range's last.</param>
    private static void Around(long amount, long cut, ref long from, ref long to)
    {
        if (amount <= cut) to = Math.Min(to, cut);
        else from = Math.Max(from, cut + 1);
    }

    /// <summary>A limit that says how far from another value is counted in thousandths.</summary>
    internal const int Thousand = 1_000;

    internal static RuleLimit? Of(WindowRule rule, Sensor sensor) => rule.ComparedWith is not null ? Relative(rule)
        : rule.Function == WindowFunction.Count ? new RuleLimit(rule.Side, (long)rule.Limit.Number, (long)rule.Limit.Number)
        : Of(rule.Side, rule.Limit, new Amount(0, rule.Limit.Unit), sensor,
            exact: rule.Function is WindowFunction.Average or WindowFunction.Rate);

    /// <summary>Part of another value, or so many deviations above or below it.</summary>
    private static RuleLimit Relative(WindowRule rule)
    {
        var isLess = rule.Limit.Unit == WindowComparison.Deviations && rule.Side == LimitSide.Below;
        var thousandths = (long)(rule.Limit.Number * Thousand) * (isLess ? -1 : 1);
        return new RuleLimit(rule.Side, thousandths, thousandths);
    }

    /// <summary>
    /// A rate is compared as amount × hour against limit × span, where rounding the limit would not be exact; so it must be whole.
    /// </summary>
    internal static RuleLimit? Of(LimitSide side, Amount limit, Amount hysteresis, Sensor sensor, bool exact)
    {
        if (!hysteresis.TryIn(limit.Unit, out var slack)) return null;
        var turned = limit with { Number = limit.Number + (side == LimitSide.Above ? -slack.Number : slack.Number) };
        if (!sensor.TryToSmallest(limit, out var at) || !sensor.TryToSmallest(turned, out var back)) return null;
        if (Math.Abs(back) >= long.MaxValue || (exact && (at != decimal.Truncate(at) || back != decimal.Truncate(back)))) return null;
        return side == LimitSide.Above
            ? new RuleLimit(side, (long)decimal.Floor(at), (long)decimal.Floor(back))
            : new RuleLimit(side, (long)decimal.Ceiling(at), (long)decimal.Ceiling(back));
    }
}
