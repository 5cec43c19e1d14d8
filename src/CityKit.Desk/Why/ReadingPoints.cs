using CityKit.Client.Chains;
using CityKit.Core;
using CityKit.Desk.Access;
using CityKit.ReadingDesk;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Desk.Why;

/// <summary>Reads what a chart needs: the readings themselves, or where they are too many what they were step by step.</summary>
internal static class ReadingPoints
{
    /// <returns>The points by time; or why there are none.</returns>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    internal static async Task<(IReadOnlyList<ReadingPoint>? Points, Refusal? Refusal)> ReadAsync(
        DeskHub hub, string sensor, LinkSensor register, LinkChart chart, string? purpose)
    {
        var key = sensor.Split('/');
        var actor = await hub.ActorAsync();
        var query = new ReadingQuery(new SensorKey(DeviceId.Parse(key[0]), SensorName.Parse(key[1])), chart.From, chart.Until)
        {
            Limit = ReadingQuery.MaxRows, Purpose = purpose, CommandId = DeskHub.NewCommandId(),
        };
        var page = await hub.Hub.Readings.ReadAsync(query, actor);
        if (page is { Refusal: null, Next: not null }) page = await hub.Hub.Readings.ReadAsync(query with { Step = StepOf(chart) }, actor);
        return page.Refusal is { } refusal ? (null, refusal) : ([.. Of(page, register.PerUnit, StepOf(chart))], null);
    }

    private static Duration StepOf(LinkChart chart) =>
        Duration.FromSeconds(Math.Clamp(Math.Ceiling((chart.Until - chart.From).TotalSeconds / ReadingSeries.MostDrawn), 1,
            ReadingQuery.MaxStep.TotalSeconds));

    private static IEnumerable<ReadingPoint> Of(ReadingPage page, decimal perUnit, Duration step) =>
        page.Readings.Select(reading => (reading.At, reading.Span, Value: reading.Value / perUnit))
            .Select(reading => new ReadingPoint(reading.At - reading.Span, reading.At, reading.Value, reading.Value, reading.Value, 1))
            .Concat(page.Buckets.Select(bucket => new ReadingPoint(bucket.From, bucket.From + step,
                bucket.Least / perUnit, bucket.Most / perUnit, bucket.Mean * bucket.Count / perUnit, bucket.Count)));
}
