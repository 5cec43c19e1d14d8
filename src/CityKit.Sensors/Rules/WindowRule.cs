using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks at the sum of a sensor's readings over the last while (滑动窗口), judged at each reading's end and at each heartbeat.
/// A window covered for less than <see cref="CoveragePermille"/> is incomplete, never low; it may be high when what is known already
/// exceeds the limit.
/// </summary>
public sealed record WindowRule : Rule
{
    private const int BaseloadDays = 7;

    /// <summary>The side of the limit on which the condition holds.</summary>
    public required LimitSide Side { get; init; }

    /// <summary>The limit; with <see cref="ComparedWith"/> in <c>%</c> or <c>mad</c>.</summary>
    public required Amount Limit { get; init; }

    /// <summary>What it makes of the readings.</summary>
    public WindowFunction Function { get; init; }

    /// <summary>
    /// In how many steps the window slides, 1 to 288: it is judged at the end of each. One step is a tumbling window. Null for a window
    /// that keeps every reading and slides with each, as files of version 1 have it; then <see cref="Function"/> is the sum.
    /// </summary>
    public int? Steps { get; init; }

    /// <summary>What it is compared with instead of a fixed amount; null for the amount.</summary>
    public WindowComparison? ComparedWith { get; init; }

    /// <summary>
    /// Whether what always goes through is taken from each step first (扣除基础负荷), such as a fridge or a pilot flame: the least amount of
    /// any complete step of a day, the median of the last 7 days.
    /// </summary>
    public bool LessBaseload { get; init; }

    /// <summary>How long the window is.</summary>
    public required Duration Over { get; init; }

    /// <summary>How much of the window healthy readings must really cover, in permille; 950 to 1000.</summary>
    public int CoveragePermille { get; init; } = 950;

    /// <summary>The local time of day in which the rule raises; null for all day. Clearing is judged all day.</summary>
    public DayRange? Between { get; init; }

    /// <summary>The zone of <see cref="Between"/>.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <inheritdoc/>
    public override Duration LooksBack => Over + Lateness + Duration.FromDays(Math.Max(LessBaseload ? BaseloadDays : 0, ComparedDays));

    private int ComparedDays => ComparedWith switch
    {
        null => 0,
        { With: WindowBaseline.Yesterday } => 1,
        { With: WindowBaseline.LastWeek } => 7,
        { Days: var days } => days,
    };

    internal bool AsksTimeOfDay => Between is not null || ComparedWith is not null || LessBaseload;

    internal override bool GoesOnFrom(Rule before) => base.GoesOnFrom(before) && before is WindowRule window
        && (window.Steps, window.Function, window.ComparedWith) == (Steps, Function, ComparedWith)
        && (window.Over == Over || (Steps is null && window.Over > Over));

    internal override bool IsTimed => true;
}
