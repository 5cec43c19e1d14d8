using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>What of a sensor's readings to look at, to see why its rule decided (读数图范围).</summary>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when, not included.</param>
internal sealed record SensorChart(Instant From, Instant Until)
{
    private static readonly Duration Least = Duration.FromHours(1);
    private static readonly Duration Most = Duration.FromDays(31);

    /// <summary>The window that was judged; null for a rule without one.</summary>
    internal Duration? Window { get; private init; }

    /// <summary>
    /// What of the window is compared: <c>sum</c>, <c>count</c>, <c>average</c>, <c>minimum</c>, <c>maximum</c>; null for each reading.
    /// </summary>
    internal string? Function { get; private init; }

    /// <summary>The limit in the sensor's unit; null where nothing that can be drawn is compared.</summary>
    internal decimal? Limit { get; private init; }

    /// <summary>The second limit of a range; null for none.</summary>
    internal decimal? OrAbove { get; private init; }

    /// <summary>On which side of the limit is wrong.</summary>
    internal LimitSide Side { get; private init; }

    /// <summary>The chart of a rule over one sensor, around an alert; null for a rule that looks at no readings.</summary>
    internal static SensorChart? Of(Rule rule, Sensor sensor, Alert alert, Instant now)
    {
        if (sensor.Unit.Length == 0 || BackOf(rule) is not { } back) return null;
        var before = Duration.Min(Duration.Max(back + back / 2, Least), Most);
        var end = (alert.ClearedAt ?? alert.RaisedAt) + before / 4;
        var chart = new SensorChart(alert.RaisedAt - before,
            Instant.Max(Instant.Min(end, now), alert.RaisedAt + Duration.FromMilliseconds(1)));
        return rule switch
        {
            WindowRule { ComparedWith: null, Steps: null, Function: <= WindowFunction.Maximum } window => chart with
            {
                Window = window.Over, Function = JsonNamingPolicy.CamelCase.ConvertName(window.Function.ToString()),
                Limit = window.Function == WindowFunction.Count ? window.Limit.Number : InUnit(window.Limit, sensor), Side = window.Side,
            },
            WindowRule window => chart with { Window = window.Over },
            ThresholdRule { IsRate: false } threshold => chart with
            {
                Limit = InUnit(threshold.Limit, sensor), Side = threshold.Side,
                OrAbove = threshold.OrAbove is { } above ? InUnit(above, sensor) : null,
            },
            _ => chart,
        };
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("chart");
        DeskJson.WriteTime(writer, "from", From);
        DeskJson.WriteTime(writer, "until", Until);
        if (Window is { } window) writer.WriteNumber("windowSeconds", window.TotalSeconds);
        DeskJson.WriteOptional(writer, "function", Function);
        if (Limit is { } limit) writer.WriteNumber("limit", limit);
        if (OrAbove is { } above) writer.WriteNumber("orAbove", above);
        if (Limit is not null) writer.WriteString("side", Side == LimitSide.Above ? "above" : "below");
        writer.WriteEndObject();
    }

    private static Duration? BackOf(Rule rule) => rule switch
    {
        WindowRule window => window.Over,
        ThresholdRule threshold => threshold.Hold,
        ChangeRule change => change.Within,
        StuckRule stuck => stuck.For,
        SilenceRule silence => silence.For,
        _ => null,
    };

    private static decimal? InUnit(Amount amount, Sensor sensor) =>
        sensor.TryToSmallest(amount, out var smallest) ? smallest / sensor.PerUnit : null;
}
