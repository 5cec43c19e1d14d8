using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Readings;
using CityKit.Sensors.Register;
using CityKit.Storage;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>
/// The sensors of one device or feed that count now (传感器), each with the last reading of a day where the hub keeps readings. What a
/// household's sensor reads is not here: reading it is noted.
/// </summary>
internal sealed class SensorsQuery() : ModuleQuery("sensors/list", DutyRoom.WatchingAll, [Device])
{
    private const int Hours = 24;

    private static QueryParameter Device { get; } = QueryParameter.Text("device", "whose sensors", "设备编号");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var name = arguments.Needed(Device.Name);
        if (!DeviceId.TryParse(name, null, out var device)) arguments.Refuse(Device.Name, name ?? "", new("设备标识", "a device's id"));
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        var all = await arguments.FindSensors(device, cancellationToken).ConfigureAwait(false);
        var counting = all.Where(sensor => sensor.IsValidAt(arguments.Now)).OrderBy(KeyOf, StringComparer.Ordinal)
            .SkipWhile(sensor => after is not null && string.CompareOrdinal(KeyOf(sensor), after.Id) <= 0).Take(limit + 1).ToArray();
        var rows = new List<ReadOnlyMemory<byte>>();
        foreach (var sensor in counting.Take(limit))
            rows.Add(Write(sensor, await LastAsync(store, sensor, arguments.Now, cancellationToken).ConfigureAwait(false)));
        return new QueryAnswer(null, rows, counting.Length > limit ? new DocumentCursor(0, KeyOf(counting[limit - 1])) : null);
    }

    private static string KeyOf(Sensor sensor) => sensor.Key.ToString();

    private static async ValueTask<SensorReading?> LastAsync(
        ICityStore store, Sensor sensor, Instant now, CancellationToken cancellationToken)
    {
        if (sensor.Household is not null) return null;
        var last = ReadingHour.HourOf(now);
        var hours = await store.QueryAsync(ReadingDocuments.Kind.Query().Take(Hours + 2).Between(ReadingDocuments.SensorHour,
            IndexValue.Of(ReadingHour.IdOf(sensor.Key, last - Hours)), IndexValue.Of(ReadingHour.IdOf(sensor.Key, last + 2))),
            cancellationToken).ConfigureAwait(false);
        return hours.Rows.LastOrDefault(hour => hour.Readings.Length > 0)?.Readings[^1];
    }

    private static ReadOnlyMemory<byte> Write(Sensor sensor, SensorReading? last) => ModuleJson.ToUtf8((sensor, last), static (writer, r) =>
    {
        writer.WriteStartObject();
        writer.WriteString("sensor", r.sensor.Key.Sensor.Value);
        writer.WriteString("quantity", r.sensor.Quantity.ToString());
        writer.WriteString("unit", r.sensor.Unit);
        DeskJson.WriteOptional(writer, "grid", r.sensor.Grid);
        DeskJson.WriteOptional(writer, "compound", r.sensor.Compound);
        DeskJson.WriteOptional(writer, "building", r.sensor.Building);
        DeskJson.WriteOptional(writer, "component", r.sensor.Component);
        writer.WriteBoolean("ofHousehold", r.sensor.Household is not null);
        if (r.last is { } reading)
        {
            DeskJson.WriteTime(writer, "at", reading.At);
            writer.WriteNumber("value", reading.Value / (decimal)r.sensor.PerUnit);
        }
        writer.WriteEndObject();
    });
}
