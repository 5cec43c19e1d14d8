using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>A window that counts for rules with other limits than its own: it raises nothing, and sees whether they would.</summary>
internal sealed class CountingWindow(WindowPlan plan, Sensor sensor) : StepWindowWatch(plan, sensor)
{
    private long least;
    private long most;
    private bool wasBeyond;

    /// <summary>Whether all that it held, and would have been judged by, was in the range.</summary>
    internal bool IsWithin => !wasBeyond && (!Plan.JudgesEarly || IsIn(SoFar, long.MinValue));

    /// <summary>Forgets what was beyond, and its range.</summary>
    internal void Reset() => (least, most, wasBeyond) = (long.MinValue, long.MaxValue, false);

    /// <summary>Makes the range no larger than this one.</summary>
    internal void Keep((long Least, long Most) range) => (least, most) = (Math.Max(least, range.Least), Math.Min(most, range.Most));

    protected override (Int128 Amount, Int128 Per)? Compared(long at, in StepTotals window) => null;

    protected override void OnJudged(long at, in StepTotals window, bool isWhole) => wasBeyond |= !IsIn(in window, least);

    private bool IsIn(in StepTotals window, long least)
    {
        var (amount, per) = Plan.Compared(in window);
        return amount >= per * least && amount <= per * most;
    }
}
