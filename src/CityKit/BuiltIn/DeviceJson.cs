using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Devices;

namespace CityKit.BuiltIn;

/// <summary>A device as people see it.</summary>
internal static class DeviceJson
{
    internal static void Write(Utf8JsonWriter writer, DeviceRecord device, bool isSilent)
    {
        writer.WriteStartObject();
        writer.WriteString("id", device.Id.Value);
        writer.WriteString("fingerprint", device.Key.Fingerprint);
        if (device.HeardAt is null) writer.WriteNull("heardAt");
        DeskJson.WriteTime(writer, "heardAt", device.HeardAt);
        writer.WriteString("health", HealthOf(device, isSilent));
        writer.WriteString("standing", device.Standing.ToString());
        writer.WriteNumber("accepted", device.Accepted);
        writer.WriteNumber("duplicates", device.Duplicates);
        writer.WriteNumber("missing", device.Missing().Sum(missing => missing.To - missing.From + 1));
        writer.WriteNumber("bundle", device.Bundle?.Version ?? 0);
        writer.WriteNumber("release", device.Release);
        Write(writer, device.Agent);
        WriteOutbox(writer, device);
        Write(writer, device.Clock);
        writer.WriteEndObject();
    }

    private static string HealthOf(DeviceRecord device, bool isSilent) => device.Standing != Standing.Active
        ? JsonNamingPolicy.CamelCase.ConvertName(device.Standing.ToString())
        : device.HeardAt is null ? "new" : isSilent ? "silent" : "healthy";

    /// <summary>How far each lane of its outbox came, and how many outboxes were in force before.</summary>
    private static void WriteOutbox(Utf8JsonWriter writer, DeviceRecord device)
    {
        writer.WriteStartObject("outbox");
        writer.WriteBoolean("isKnown", device.Outbox is not null);
        writer.WriteNumber("alarm", device.Alarm.Sequence);
        writer.WriteNumber("reading", device.Reading.Sequence);
        writer.WriteNumber("retired", device.Retired.Length);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DeviceClock clock)
    {
        writer.WriteStartObject("clock");
        writer.WriteString("quality", JsonNamingPolicy.CamelCase.ConvertName(clock.Quality.ToString()));
        DeskJson.WriteTime(writer, "oldest", clock.Oldest);
        DeskJson.WriteTime(writer, "newest", clock.Newest);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DeviceAgent agent)
    {
        writer.WriteStartObject("agent");
        writer.WriteString("version", agent.Version);
        writer.WriteNumber("number", agent.Number);
        writer.WriteString("runtime", agent.Runtime);
        writer.WriteBoolean("onTrial", agent.IsOnTrial);
        writer.WriteNumber("failed", agent.Failed);
        writer.WriteString("failedWhy", agent.FailedWhy);
        writer.WriteEndObject();
    }
}
