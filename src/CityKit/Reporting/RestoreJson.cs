using System.Text.Json;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Storage;
using NodaTime.Text;

namespace CityKit.Reporting;

/// <summary>What a restore took, as JSON objects: the form that HTTP and the command line show.</summary>
public static class RestoreJson
{
    /// <summary>Writes a history that was cut short.</summary>
    public static void Write(Utf8JsonWriter writer, EndedHistory ended)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(ended);
        writer.WriteStartObject();
        writer.WriteString("history", ended.History.ToString());
        writer.WriteNumber("entry", ended.Entry);
        writer.WriteNumber("notification", ended.Notification);
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(ended.At));
        writer.WriteEndObject();
    }

    /// <summary>Writes events that are missing.</summary>
    public static void Write(Utf8JsonWriter writer, MissingEvents missing)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(missing);
        writer.WriteStartObject();
        writer.WriteString("device", missing.Device.Value);
        writer.WriteString("outbox", missing.Outbox.ToString());
        writer.WriteString("lane", Lanes.NameOf(missing.Lane));
        writer.WriteNumber("from", missing.From);
        writer.WriteNumber("to", missing.To);
        writer.WriteEndObject();
    }
}
