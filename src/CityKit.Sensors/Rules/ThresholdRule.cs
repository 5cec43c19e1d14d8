using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks at each reading of a sensor (阈值). The condition begins at the end of the first reading beyond the limit and must still hold at a
/// reading <see cref="Hold"/> later; the alert is raised at begin + hold exactly. Missing readings are no evidence: a hole longer than a
/// reading restarts the hold.
/// </summary>
public sealed record ThresholdRule : Rule
{
    /// <summary>The side of the limit on which the condition holds.</summary>
    public required LimitSide Side { get; init; }

    /// <summary>The limit; with a unit ending in <c>/h</c> the reading's mean rate is judged, otherwise its value.</summary>
    public required Amount Limit { get; init; }

    /// <summary>
    /// With <see cref="LimitSide.Below"/>: the limit above which the condition holds too, so that it holds out of the range between the two
    /// (超出范围), in the limit's unit. Null for one side alone.
    /// </summary>
    public Amount? OrAbove { get; init; }

    /// <summary>Whether the mean rate per hour is judged.</summary>
    public bool IsRate { get; init; }

    /// <summary>
    /// Where it is judged: outside, the condition is over; an event without the fields <c>lat</c> and <c>lon</c> is no evidence. Null
    /// anywhere.
    /// </summary>
    public GeoPolygon? Inside { get; init; }

    /// <summary>How far back inside the limit a reading must be to count as over, in the limit's unit.</summary>
    public Amount Hysteresis { get; init; }

    /// <summary>How long the condition must hold before the alert.</summary>
    public Duration Hold { get; init; }

    /// <summary>How long the condition must be over before the alert is cleared.</summary>
    public Duration ClearHold { get; init; }
}
