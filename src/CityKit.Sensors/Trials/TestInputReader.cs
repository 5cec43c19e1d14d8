using System.Globalization;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>
/// Reads what a sensor sees: <c>{"at": "00:10", "sensor": "gas", "value": "0.01 m3"}</c>, a <c>state</c> of a contact, or another
/// <c>event</c>; with <c>until</c> and <c>every</c> again and again.
/// </summary>
internal sealed class TestInputReader(SensorRegister register)
{
    private static readonly Duration Shortest = Duration.FromMilliseconds(1);

    private const long UnitsPerDegree = 10_000_000;

    private static readonly (string, EventKind)[] Events =
    [
        ("detection", EventKind.Detection), ("rejection", EventKind.Rejection), ("fault", EventKind.Fault), ("blind", EventKind.Blind),
        ("line-gap", EventKind.LineGap), ("dropped", EventKind.Dropped), ("contact", EventKind.Contact), ("reading", EventKind.Reading),
    ];

    internal TestInput Read(ConfigReader reader)
    {
        var at = RuleTestReader.Time(reader, "at") ?? default;
        var until = RuleTestReader.Time(reader, "until", required: false);
        if (until?.CompareTo(at) < 0) reader.Reject("until", new($"不早于 {at}", $"{at} or later"));
        var every = ReadEvery(reader, until is not null);
        var sensor = ReadSensor(reader);
        var (kind, value) = ReadSeen(reader, sensor);
        var span = reader.DurationOrNull("span") ?? (kind == EventKind.Reading ? every : Duration.Zero);
        var input = new TestInput(sensor?.Key ?? default, kind, at, value, span)
        {
            Until = until, Every = every, Flags = ReadFlags(reader), Fields = WithPlace(reader, ReadFields(reader.ObjectOrNull("fields"))),
        };
        reader.Close();
        return input;
    }

    private static Duration ReadEvery(ConfigReader reader, bool isNeeded)
    {
        var every = isNeeded || reader.Has("every") ? reader.Duration("every") : Duration.Zero;
        if (reader.Has("every") && every < Shortest) reader.Reject("every", new("不短于 1 ms 的时长", "a duration of 1 ms or more"));
        if (reader.Has("every") && !isNeeded) reader.Reject("every", new("有 every 时须有 until", "until beside every"));
        return Duration.Max(every, Shortest) is var usable && isNeeded ? usable : Duration.Zero;
    }

    private Sensor? ReadSensor(ConfigReader reader)
    {
        var name = reader.Text("sensor");
        var found = register.Sensors.FirstOrDefault(known => RuleTestFile.Short($"{known.Key}") == name || $"{known.Key}" == name);
        if (found is null && register.Count > 0)
            reader.Reject("sensor", new("本文件中的传感器", "a sensor of this file"),
                NearMiss.Of(name, register.Sensors.Select(known => RuleTestFile.Short($"{known.Key}"))));
        return found;
    }

    /// <summary>Exactly one of state, event and value says what is seen; an event may have a value.</summary>
    private static (EventKind Kind, long Value) ReadSeen(ConfigReader reader, Sensor? sensor)
    {
        if (reader.Has("state") && !reader.Has("event") && !reader.Has("value"))
            return (EventKind.Contact, reader.Word("state", ("active", 1L), ("inactive", 0L)));
        if (reader.Has("state")) reader.Reject("state", new("state、value、event 之一", "one of state, value, event"));
        if (reader.Has("event")) return (reader.Word("event", Events), reader.Has("value") ? ReadValue(reader, sensor) : 0);
        if (!reader.Has("value"))
            reader.RejectAll(new("没有观测内容", "nothing that is seen"), new("state、value、event 之一", "one of state, value, event"));
        return (EventKind.Reading, reader.Has("value") ? ReadValue(reader, sensor) : 0);
    }

    /// <summary>A whole number of the sensor's smallest unit, or an amount that is one.</summary>
    private static long ReadValue(ConfigReader reader, Sensor? sensor)
    {
        if (reader.Find("value")!.Kind == JsonKind.Number) return reader.Integer("value");
        var amount = reader.Parsed<Amount>("value",
            new("带单位的量，如 \"0.01 m3\"，或传感器最小单位的整数", "an amount such as \"0.01 m3\", or a whole number of the sensor's smallest unit"));
        if (amount.Unit is null || sensor is null) return 0;
        if (sensor.TryToSmallest(amount, out var smallest) && smallest == decimal.Truncate(smallest)) return (long)smallest;
        reader.Reject("value",
            new($"以 {sensor.Unit} 计的量，步长为 1/{sensor.PerUnit}", $"an amount in '{sensor.Unit}', in whole steps of 1/{sensor.PerUnit}"));
        return 0;
    }

    /// <summary>A place, <c>[longitude, latitude]</c>, is two fields of the event.</summary>
    private static EventFields WithPlace(ConfigReader reader, EventFields fields)
    {
        if (reader.Find("place") is not { } place) return fields;
        if (place is { Kind: JsonKind.Array, Items: [var east, var north] } && DegreeOf(east) is { } lon && DegreeOf(north) is { } lat)
            return EventFields.Of([.. fields, new EventField("lon", lon), new EventField("lat", lat)]);
        reader.Reject("place", new("[经度, 纬度]，以度计", "[longitude, latitude] in degrees"));
        return fields;
    }

    private static long? DegreeOf(JsonValue value) => value.Kind == JsonKind.Number
        && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && degrees is >= -180 and <= 180
            ? (long)(degrees * UnitsPerDegree) : null;

    private static EventFlags ReadFlags(ConfigReader reader) =>
        (reader.Flag("unhealthy") ? EventFlags.Unhealthy : EventFlags.None) | (reader.Flag("test") ? EventFlags.Test : EventFlags.None);

    private static EventFields ReadFields(ConfigReader? reader) => reader is null ? EventFields.Empty
        : EventFields.Of([.. reader.Names.Take(EventFields.MaxCount).Select(name => reader.Find(name)!.Kind == JsonKind.String
            ? new EventField(name, reader.Text(name)) : new EventField(name, reader.Integer(name)))]);
}
