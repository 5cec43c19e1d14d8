using System.Runtime.CompilerServices;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>
/// What a stepped window rule means for all sensors that count in the same unit: calculated once, shared by their watches.
/// </summary>
internal sealed class WindowPlan
{
    private static readonly ConditionalWeakTable<WindowRule, List<WindowPlan>> Plans = [];
    private readonly Sensor scale;

    private WindowPlan(WindowRule rule, Sensor sensor, RuleLimit limit)
    {
        (Rule, scale, Limit, Over, Count) = (rule, sensor, limit, Clock.Span(rule.Over), rule.Steps ?? 1);
        (Function, HasHours) = (rule.Function, rule.Between is not null); // with what follows from them: at each reading without the rule
        IsAmount = Function is WindowFunction.Sum or WindowFunction.Rate;
        AddsUp = IsAmount || Function is WindowFunction.Count or WindowFunction.Difference or WindowFunction.Average;
        OnlyGrows = Function is not (WindowFunction.Average or WindowFunction.Minimum or WindowFunction.Last);
        Step = Over / Count;
        Needed = (long)(((Int128)Over * rule.CoveragePermille + 999) / 1000);
        var offset = rule.Zone.GetZoneInterval(Instant.FromUtc(2000, 1, 1, 0, 0)).StandardOffset.Nanoseconds;
        Phase = ((-offset % Step) + Step) % Step;
        JudgesEarly = OnlyGrows && !HasMemory;
        IsPlain = !HasMemory && limit.Side == LimitSide.Above && Function is not (WindowFunction.Rate or WindowFunction.Average);
    }

    internal WindowRule Rule { get; }

    internal RuleLimit Limit { get; }

    internal WindowFunction Function { get; }

    /// <summary>Whether it is judged at some hours of the day only.</summary>
    internal bool HasHours { get; }

    /// <summary>The window's length.</summary>
    internal long Over { get; }

    /// <summary>A step's length.</summary>
    internal long Step { get; }

    /// <summary>How many steps make the window.</summary>
    internal int Count { get; }

    /// <summary>How much must be covered for the window to be complete.</summary>
    internal long Needed { get; }

    /// <summary>How much must be covered for a step to be complete.</summary>
    internal long NeededOfStep => (long)(((Int128)Step * Rule.CoveragePermille + 999) / 1000);

    /// <summary>Whether a reading alone may decide: where nothing is known of before that it would have to be compared with.</summary>
    internal bool JudgesEarly { get; }

    /// <summary>Whether it remembers more than its window.</summary>
    internal bool HasMemory => Rule.ComparedWith is not null || Rule.LessBaseload;

    /// <summary>How many steps are between a window and the earlier one that it is compared with; null for none.</summary>
    internal int? StepsBetween => Rule.ComparedWith?.With switch
    {
        WindowBaseline.Yesterday => (int)(NodaConstants.NanosecondsPerDay / Step),
        WindowBaseline.LastWeek => (int)(NodaConstants.NanosecondsPerWeek / Step),
        _ => null,
    };

    /// <summary>At how many different hours of the day its windows end.</summary>
    internal int Hours => NodaConstants.NanosecondsPerDay % Step == 0 ? (int)Math.Min(24, NodaConstants.NanosecondsPerDay / Step)
        : Step % NodaConstants.NanosecondsPerDay == 0 ? 1 : 24;

    /// <summary>
    /// Where in a step's length the steps begin, counted from 1970: at local midnight, in standard time, if a step divides a day.
    /// </summary>
    private long Phase { get; }

    /// <summary>Whether readings are amounts of their span, which are split where a step ends.</summary>
    internal bool IsAmount { get; }

    /// <summary>Whether a step's value is a sum, nothing being 0.</summary>
    internal bool AddsUp { get; }

    /// <summary>Whether a window's value itself is what is compared, "above" meaning more than the limit.</summary>
    internal bool IsPlain { get; }

    /// <summary>Whether what is known already may be too much: more readings never make it less.</summary>
    internal bool OnlyGrows { get; }

    /// <summary>Whether more readings never make it more.</summary>
    internal bool OnlyFalls => Function is WindowFunction.Minimum;

    /// <summary>What decides what windows over one sensor hold: of the same shape, they can differ in their limits.</summary>
    internal object Shape => (Function, Over, Count, Needed, Phase, Rule.Between, HasHours ? Rule.Zone : null);

    /// <summary>The plan for a sensor; null when the limit does not fit it.</summary>
    internal static WindowPlan? Of(WindowRule rule, Sensor sensor)
    {
        var plans = Plans.GetOrCreateValue(rule);
        lock (plans)
        {
            var known = plans.Find(p => p.scale.Unit == sensor.Unit && p.scale.PerUnit == sensor.PerUnit);
            if (known is not null || RuleLimit.Of(rule, sensor) is not { } limit) return known;
            plans.Add(known = new WindowPlan(rule, sensor, limit));
            return known;
        }
    }

    /// <summary>The end of the step that a time is in; a time at the end of a step is in that one.</summary>
    internal long EndOfStep(long at)
    {
        var into = (at - Phase) % Step;
        return into == 0 ? at : at + (into < 0 ? -into : Step - into);
    }

    /// <summary>The place of a step in a ring of as many as the window has.</summary>
    internal int PlaceOf(long stepEnd) => (int)((ulong)((stepEnd - Clock.Earliest) / Step) % (ulong)Count);

    /// <summary>What is compared with the limit, in whole numbers: the amount against the limit times the other.</summary>
    internal (Int128 Amount, Int128 Per) Compared(in StepTotals window) => Function switch
    {
        WindowFunction.Rate => ((Int128)window.Value * NodaConstants.NanosecondsPerHour, Over),
        WindowFunction.Average => (window.Value, Math.Max(1, window.Count)),
        _ => (window.Value, 1),
    };

    /// <summary>The number that people read.</summary>
    internal long Shown(in StepTotals window) => Function switch
    {
        WindowFunction.Average => window.Value / Math.Max(1, window.Count),
        WindowFunction.Rate =>
            (long)Int128.Clamp((Int128)window.Value * NodaConstants.NanosecondsPerHour / Over, long.MinValue, long.MaxValue),
        _ => window.Value,
    };
}
