using System.Text.Json;
using CityKit.Core;
using CityKit.ReadingDesk;
using CityKit.Readings;
using CityKit.Sensors.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// GET /sensors/{device}/{sensor}/readings?from&amp;until&amp;step&amp;after&amp;limit&amp;purpose&amp;commandId: what a sensor read over
/// time.
/// </summary>
internal static class ReadingEndpoints
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/sensors/{device}/{sensor}/readings", (RequestDelegate)ReadAsync);

    private static async Task ReadAsync(HttpContext context)
    {
        var page = Query(context, out var query) is { } refusal ? Refused(refusal)
            : await CommandAnswers.OrBusyAsync(() => context.Hub().Readings.ReadAsync(query!, context.Actor(), context.RequestAborted),
                Refused(CommandAnswers.Busy)).ConfigureAwait(false);
        await (page.Refusal is { } refused
            ? JsonAnswer.RefuseAsync(context, refused)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => Write(writer, page, query!.Step is not null)))
            .ConfigureAwait(false);
    }

    private static Refusal? Query(HttpContext context, out ReadingQuery? query)
    {
        query = null;
        var (device, sensor) = ((string)context.Request.RouteValues["device"]!, (string)context.Request.RouteValues["sensor"]!);
        if (!DeviceId.TryParse(device, null, out var of) || !SensorName.TryParse(sensor, null, out var name))
            return HubReadings.NoSuch;
        if (Moment(context, "from") is not { } from) return Wrong("from", MomentAllowed);
        if (Moment(context, "until") is not { } until) return Wrong("until", MomentAllowed);
        var step = Step(context);
        if (context.Request.Query.ContainsKey("step") && step is null)
            return Wrong("step", new("时长，如 PT15M", "a duration such as PT15M"));
        query = new ReadingQuery(new SensorKey(of, name), from, until)
        {
            Step = step,
            After = Text(context, "after"),
            Limit = (int)Math.Clamp(Requests.Number(context, "limit") ?? 500, 1, ReadingQuery.MaxRows),
            Purpose = Text(context, "purpose"),
            CommandId = Text(context, "commandId"),
        };
        return null;
    }

    private static void Write(Utf8JsonWriter writer, ReadingPage page, bool areBuckets)
    {
        var sensor = page.Sensor!;
        writer.WriteString("sensor", sensor.Key.ToString());
        writer.WriteString("quantity", sensor.Quantity.ToString());
        writer.WriteString("unit", sensor.Unit);
        writer.WriteStartArray(areBuckets ? "buckets" : "readings");
        foreach (var reading in page.Readings) Write(writer, reading, sensor);
        foreach (var bucket in page.Buckets) Write(writer, bucket, sensor);
        writer.WriteEndArray();
        writer.WriteString("next", page.Next);
    }

    private static void Write(Utf8JsonWriter writer, SensorReading reading, Sensor sensor)
    {
        writer.WriteStartObject();
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(reading.At));
        if (reading.Span > Duration.Zero) writer.WriteNumber("spanS", reading.Span.TotalSeconds);
        writer.WriteNumber("value", reading.Value / (decimal)sensor.PerUnit);
        if ((reading.Flags & (EventFlags.Unhealthy | EventFlags.Gap)) != EventFlags.None) writer.WriteBoolean("lowerBound", true);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReadingBucket bucket, Sensor sensor)
    {
        writer.WriteStartObject();
        writer.WriteString("from", InstantPattern.ExtendedIso.Format(bucket.From));
        writer.WriteNumber("count", bucket.Count);
        writer.WriteNumber("min", bucket.Least / (decimal)sensor.PerUnit);
        writer.WriteNumber("max", bucket.Most / (decimal)sensor.PerUnit);
        writer.WriteNumber("mean", bucket.Mean / sensor.PerUnit);
        writer.WriteEndObject();
    }

    private static Instant? Moment(HttpContext context, string name) =>
        Text(context, name) is { } text && OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } read
            ? read.Value.ToInstant()
            : null;

    private static Duration? Step(HttpContext context) =>
        Text(context, "step") is { } text
            && PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { Years: 0, Months: 0 } step }
            ? step.ToDuration()
            : null;

    private static string? Text(HttpContext context, string name) =>
        context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static ReadingPage Refused(Refusal refusal) => new(refusal, null, [], [], null);

    private static LocalizedText MomentAllowed { get; } = new("时刻，如 2026-03-02T00:00:00Z", "a moment such as 2026-03-02T00:00:00Z");

    private static Refusal Wrong(string name, LocalizedText allowed) => Refusal.Of("bad-request",
        $"'{name}' is missing or wrong; it must be {allowed.En}.", $"参数 {name} 缺失或有误，应为：{allowed.Zh}。");
}
