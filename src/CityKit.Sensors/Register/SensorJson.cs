using System.Buffers;
using System.Text.Json;
using CityKit.Core.Text;
using NodaTime.Text;

namespace CityKit.Sensors.Register;

/// <summary>Writes entries of the register as the file has them: what it writes, <see cref="SensorRegister.Parse"/> reads.</summary>
public static class SensorJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A register file with these entries.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(IEnumerable<Sensor> sensors)
    {
        ArgumentNullException.ThrowIfNull(sensors);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartArray("sensors");
            foreach (var sensor in sensors) Write(writer, sensor);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>Writes one entry.</summary>
    public static void Write(Utf8JsonWriter writer, Sensor sensor)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(sensor);
        writer.WriteStartObject();
        writer.WriteString("device", sensor.Key.Device.Value);
        writer.WriteString("sensor", sensor.Key.Sensor.Value);
        writer.WriteString("quantity", sensor.Quantity.ToString());
        if (sensor.Unit.Length > 0) writer.WriteString("unit", sensor.Unit);
        if (sensor.PerUnit != 1) writer.WriteNumber("perUnit", sensor.PerUnit);
        if (sensor.Rollover is { } rollover) writer.WriteNumber("rollover", rollover);
        if (sensor.MaxRate is { } rate) writer.WriteString("maxRate", $"{rate}/h");
        WritePlace(writer, sensor);
        WriteOptional(writer, "grid", sensor.Grid);
        WriteOptional(writer, "component", sensor.Component);
        WriteOptional(writer, "household", sensor.Household);
        WriteConsent(writer, sensor.Consent);
        WriteOptional(writer, "compound", sensor.Compound);
        WriteOptional(writer, "building", sensor.Building);
        WriteOptional(writer, "entrance", sensor.Entrance);
        writer.WriteString("validFrom", InstantPattern.ExtendedIso.Format(sensor.ValidFrom));
        if (sensor.ValidTo is { } end) writer.WriteString("validTo", InstantPattern.ExtendedIso.Format(end));
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, Sensor sensor)
    {
        if (sensor.Place is not { } place) return;
        writer.WriteStartObject("place");
        writer.WriteNumber("longitude", place.Longitude);
        writer.WriteNumber("latitude", place.Latitude);
        writer.WriteEndObject();
    }

    private static void WriteConsent(Utf8JsonWriter writer, Consent? consent)
    {
        if (consent is null) return;
        writer.WriteStartObject("consent");
        writer.WriteString("purpose", consent.Purpose);
        writer.WriteString("givenBy", consent.GivenBy);
        writer.WriteString("from", InstantPattern.ExtendedIso.Format(consent.From));
        writer.WriteString("until", InstantPattern.ExtendedIso.Format(consent.Until));
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }
}
