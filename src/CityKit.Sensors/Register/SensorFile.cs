using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>The JSON file of the register: <c>{"version": 1, "sensors": [{...}]}</c>.</summary>
internal static class SensorFile
{
    private static readonly LocalizedText DeviceAllowed = new($"设备标识：{NameRule.Allowed.Zh}", $"a device id: {NameRule.Allowed.En}");
    private static readonly LocalizedText SensorAllowed = new($"传感器名称：{NameRule.Allowed.Zh}", $"a sensor name: {NameRule.Allowed.En}");
    private static readonly LocalizedText MaxRateAllowed = new("每小时的量，如 \"6 m3/h\"", "an amount an hour such as \"6 m3/h\"");
    private static readonly LocalizedText ConsentAllowed = new("同意与住户同时给出，或都不给", "a household beside the consent, or neither of both");
    private static readonly LocalizedText QuantityAllowed = new($"量：{NameRule.Allowed.Zh}", $"a quantity: {NameRule.Allowed.En}");

    /// <returns>The entries in the order of the file; their numbers there are those of this list.</returns>
    internal static List<(Sensor Sensor, FilePlace Place)> Read(Stream utf8, out ConfigErrors errors)
    {
        var sensors = new List<(Sensor, FilePlace)>();
        var file = ConfigReader.Stream(utf8, "sensors", entry => sensors.Add((ReadSensor(entry), entry.Place)));
        errors = file.Errors;
        file.Integer("version", 1, 1);
        if (file.Find("sensors")?.Kind != JsonKind.Array) file.Reject("sensors", new("对象数组", "an array of objects"));
        file.Close();
        return sensors;
    }

    /// <summary>The device of an entry of a file of tests that names none.</summary>
    internal const string ShortDevice = "test";

    private static readonly Instant ShortValidFrom = Instant.FromUtc(2000, 1, 1, 0, 0);

    /// <summary>An entry of a file of tests: it need not say of which device it is, nor from when it counts.</summary>
    internal static Sensor ReadShort(ConfigReader reader) => ReadSensor(reader,
        reader.Has("device") ? ReadDevice(reader) : DeviceId.Parse(ShortDevice),
        reader.InstantOrNull("validFrom") ?? ShortValidFrom);

    private static Sensor ReadSensor(ConfigReader reader) => ReadSensor(reader, ReadDevice(reader), reader.Instant("validFrom"));

    private static DeviceId ReadDevice(ConfigReader reader) => reader.Parsed<DeviceId>("device", DeviceAllowed);

    private static Sensor ReadSensor(ConfigReader reader, DeviceId device, Instant validFrom)
    {
        var sensor = new Sensor
        {
            Key = new SensorKey(device, reader.Parsed<SensorName>("sensor", SensorAllowed)),
            Quantity = reader.Parsed<Quantity>("quantity", QuantityAllowed),
            Unit = reader.TextOrNull("unit", 16) ?? "",
            PerUnit = reader.IntegerOrNull("perUnit", 1) ?? 1,
            Rollover = reader.IntegerOrNull("rollover", 2),
            Place = ReadPlace(reader.ObjectOrNull("place")),
            ValidFrom = validFrom,
            ValidTo = reader.InstantOrNull("validTo"),
        };
        sensor = WithConsent(WithSite(sensor with { MaxRate = ReadMaxRate(reader, sensor) }, reader), reader);
        reader.Close();
        return sensor;
    }

    private static Amount? ReadMaxRate(ConfigReader reader, Sensor sensor)
    {
        if (!reader.Has("maxRate")) return null;
        var rate = reader.Parsed<Amount>("maxRate", MaxRateAllowed);
        if (rate.Unit is null || sensor.PerUnit < 1) return null; // what is wrong is noted already
        var perHour = rate with { Unit = rate.Unit.EndsWith("/h", StringComparison.Ordinal) ? rate.Unit[..^2] : "" };
        if (rate.Number <= 0 || !sensor.TryToSmallest(perHour, out _))
            reader.Reject("maxRate", new(
                $"大于 0、以 {sensor.Unit}/h 计的{MaxRateAllowed.Zh}", $"{MaxRateAllowed.En} above zero, in '{sensor.Unit}/h'"));
        return perHour;
    }

    private static Sensor WithSite(Sensor sensor, ConfigReader reader) => sensor with
    {
        Grid = reader.TextOrNull("grid", 32),
        Component = reader.TextOrNull("component", 32),
        Household = reader.TextOrNull("household", 64),
        Compound = reader.TextOrNull("compound", 64),
        Building = reader.TextOrNull("building", 64),
        Entrance = reader.TextOrNull("entrance", 64),
    };

    private static Sensor WithConsent(Sensor sensor, ConfigReader reader)
    {
        if (reader.ObjectOrNull("consent") is not { } inner) return sensor;
        if (sensor.Household is null) reader.Reject("consent", ConsentAllowed, found: SensorEntryCheck.ConsentAlone);
        return sensor with { Consent = ReadConsent(inner) };
    }

    private static Consent ReadConsent(ConfigReader reader)
    {
        var consent = new Consent(ReadPurpose(reader), reader.Text("givenBy", 64), reader.Instant("from"), reader.Instant("until"));
        if (reader.Has("until") && consent.Until <= consent.From)
            reader.Reject("until", new($"{consent.From} 之后的时刻", $"a moment after {consent.From}"));
        reader.Close();
        return consent;
    }

    private static string ReadPurpose(ConfigReader reader)
    {
        var purpose = reader.Text("purpose", 64);
        if (purpose.Length > 0 && !NameRule.IsValid(purpose)) reader.Reject("purpose", NameRule.PurposeAllowed);
        return purpose;
    }

    private static GeoPoint? ReadPlace(ConfigReader? reader)
    {
        if (reader is null) return null;
        var place = GeoPoint.FromDegrees((double)reader.Decimal("longitude", -180, 180), (double)reader.Decimal("latitude", -90, 90));
        reader.Close();
        return place;
    }
}
