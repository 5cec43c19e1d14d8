using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>The JSON file of the register: <c>{"version": 1, "sensors": [{...}]}</c>.</summary>
internal static class SensorFile
{
    private const string DeviceAllowed = "a device id: " + NameRule.Allowed;
    private const string SensorAllowed = "a sensor name: " + NameRule.Allowed;
    private const string MaxRateAllowed = "an amount an hour such as \"6 m3/h\"";
    private const string ConsentAllowed = "a household beside the consent, or neither of both";
    private const string QuantityAllowed = "a quantity: " + NameRule.Allowed;

    /// <returns>The entries in the order of the file; their numbers there are those of this list.</returns>
    internal static List<(Sensor Sensor, FilePlace Place)> Read(Stream utf8, out ConfigErrors errors)
    {
        var sensors = new List<(Sensor, FilePlace)>();
        var file = ConfigReader.Stream(utf8, "sensors", entry => sensors.Add((ReadSensor(entry), entry.Place)));
        errors = file.Errors;
        file.Integer("version", 1, 1);
        if (file.Find("sensors")?.Kind != JsonKind.Array) file.Reject("sensors", "an array of objects");
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
            reader.Reject("maxRate", $"{MaxRateAllowed} above zero, in '{sensor.Unit}/h'");
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
        if (sensor.Household is null) reader.Reject("consent", ConsentAllowed, found: "a consent of no household");
        return sensor with { Consent = ReadConsent(inner) };
    }

    private static Consent ReadConsent(ConfigReader reader)
    {
        var consent = new Consent(ReadPurpose(reader), reader.Text("givenBy", 64), reader.Instant("from"), reader.Instant("until"));
        if (reader.Has("until") && consent.Until <= consent.From) reader.Reject("until", $"a moment after {consent.From}");
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
