using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A stepped window that remembers: compared with itself a day or a week before or with what is normal, or less what always goes through.
/// It is judged at the ends of steps alone, and never where what it needs to know is not known.
/// </summary>
internal sealed class ComparedWindowWatch(WindowPlan plan, Sensor sensor) : StepWindowWatch(plan, sensor)
{
    private readonly WindowPlan plan = plan;
    private readonly Baseload? baseload = plan.Rule.LessBaseload ? new Baseload() : null;
    private readonly WindowPast? past = plan.StepsBetween is { } steps ? new WindowPast(plan.Step, steps) : null;
    private readonly NormalHistory? normal = plan.Rule.ComparedWith is { With: WindowBaseline.Normal } own
        ? new NormalHistory(plan.Hours, own.Days) : null;

    internal override byte StateShape => 14;

    protected override int TailCount => 1;

    protected override long Less => baseload?.Value ?? 0;

    private bool IsKnown => baseload is not { Value: null };

    internal override int MaxStateBytes(bool inCells) =>
        base.MaxStateBytes(inCells) + 64 + Baseload.MaxStateBytes + (past?.MaxStateBytes ?? 0) + (normal?.MaxStateBytes ?? 0);

    /// <summary>What readings delivered later may still change counts when it leaves the window.</summary>
    protected override void OnStepLeft(long end, in StepTotals left)
    {
        if (left.Covered >= plan.NeededOfStep) baseload?.Add(WindowTime.Local(plan.Rule, end).Day, left.Value);
    }

    protected override void OnJudged(long at, in StepTotals window, bool isWhole)
    {
        var isKept = isWhole && IsKnown && (plan.AddsUp || window.Count > 0);
        past?.Put(at, isKept ? plan.Shown(in window) : null);
        if (isKept && normal is not null) normal.Put(HourOf(at), WindowTime.Local(plan.Rule, at).Day, plan.Shown(in window));
    }

    protected override (Int128 Amount, Int128 Per)? Compared(long at, in StepTotals window)
    {
        if (!IsKnown) return null;
        if (plan.Rule.ComparedWith is null) return base.Compared(at, in window);
        if (Usual(at) is not var (usual, deviation)) return null;
        Int128 value = plan.Shown(in window);
        if (plan.Rule.Limit.Unit == WindowComparison.Deviations) return ((value - usual) * RuleLimit.Thousand, deviation);
        return usual > 0 ? (value * 100 * RuleLimit.Thousand, usual) : null;
    }

    protected override EventFields? Evidence(long at)
    {
        if (Usual(at) is not var (usual, deviation)) return null;
        return past is not null ? EventFields.Of(new EventField("before", usual))
            : EventFields.Of(new EventField("normal", usual), new EventField("deviation", deviation));
    }

    protected override void OnTimeSet(long to) => past?.SetBack(to);

    protected override void SaveTail(ref WireWriter writer)
    {
        writer.WriteArrayHeader(3 + (baseload is null ? 0 : 1) + (past is null ? 0 : 1) + (normal is null ? 0 : 1));
        writer.WriteInt64(plan.Over);
        writer.WriteInt64(plan.Step);
        writer.WriteInt64(Remembers);
        baseload?.Save(ref writer);
        past?.Save(ref writer);
        normal?.Save(ref writer);
    }

    /// <summary>What a rule remembered of another window does not go on.</summary>
    protected override void LoadTail(ref WireReader reader)
    {
        var (at, fields) = (reader.Position, reader.ReadArrayHeader());
        if (fields < 3) reader.Reject(at, WireError.Values(fields), WireError.AtLeast(3));
        var (over, step, kind) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        if ((over, step, kind) == (plan.Over, plan.Step, Remembers))
        {
            baseload?.Load(ref reader);
            past?.Load(ref reader);
            normal?.Load(ref reader);
            return;
        }
        for (var i = 3; i < fields && reader.Error is null; i++) reader.Skip();
        baseload?.Clear();
        past?.Clear();
        normal?.Clear();
    }

    /// <summary>What it remembers of what: of another, nothing can be taken over.</summary>
    private long Remembers =>
        (long)plan.Rule.Function + 16 * (plan.Rule.LessBaseload ? 1 : 0) + 32 * (long)(plan.Rule.ComparedWith?.With ?? default);

    private int HourOf(long at) => WindowTime.Local(plan.Rule, at).Hour * plan.Hours / 24;

    private (long Usual, long Deviation)? Usual(long at) =>
        normal is not null ? normal.Of(HourOf(at)) : past?.Before(at) is { } before ? (before, 1) : null;
}
