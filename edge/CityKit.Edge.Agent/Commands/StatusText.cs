using System.Globalization;
using System.Text.Json;

namespace CityKit.Edge.Agent.Commands;

/// <summary>The status in words.</summary>
internal static class StatusText
{
    /// <summary>Name and value, from what matters most.</summary>
    internal static IEnumerable<(string Name, string Value)> Rows(JsonElement status)
    {
        var (loop, outbox, forwarder) = (status.GetProperty("loop"), status.GetProperty("outbox"), status.GetProperty("forwarder"));
        yield return ("device", $"{Text(status, "device")}, version {Text(status, "version")}, process {Text(status, "processId")} since {Text(status, "startedAt")}");
        yield return ("hub", $"{Text(forwarder, "state")}, {Text(forwarder, "events")} events taken {Text(forwarder, "message")}".TrimEnd());
        yield return ("clock", Clock(status.GetProperty("clock")));
        yield return ("configuration", Configuration(status.GetProperty("configuration")));
        yield return ("waiting", $"{Text(outbox, "alarmsWaiting")} alarms, {Text(outbox, "readingsWaiting")} readings, {Text(outbox, "bytes")} bytes");
        yield return ("lost", $"{Text(outbox, "dropped")} dropped by a full outbox, {Text(outbox, "setAside")} set aside, {Text(loop, "samplesDropped")} samples of channels, evidence of {Text(loop, "evidenceRefused")} detections");
        yield return ("loop", $"{Text(loop, "edges")} edges, {Text(loop, "events")} events, {Text(loop, "detectorFaults")} detector faults {Text(loop, "trouble")}".TrimEnd());
        yield return ("maintenance", Text(status, "maintenanceSeconds") is "0" ? "off" : $"on for {Text(status, "maintenanceSeconds")} s");
        yield return ("disk", $"{Text(outbox, "bytesWritten")} bytes written, {Text(outbox, "bytesWrittenPerEvent")} an event; SQLite {Text(status, "sqlite")}");
        yield return ("memory", $"{(status.GetProperty("residentBytes").GetInt64() / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} MB");
        yield return ("lines", string.Join(", ", status.GetProperty("lines").EnumerateObject().Select(Level)));
        if (status.GetProperty("channels").EnumerateObject().ToArray() is { Length: > 0 } channels)
            yield return ("channels", string.Join(", ", channels.Select(c => $"{c.Name} {c.Value}")));
    }

    private static string Configuration(JsonElement configuration)
    {
        var version = Text(configuration, "version") is var number && number == "0" ? "the device's own files" : $"version {number} from the hub";
        var trial = configuration.GetProperty("onTrial").GetBoolean() ? ", on trial" : "";
        var back = Text(configuration, "rolledBack") is not "0" and var rolled ? $"; version {rolled} was rolled back: {Text(configuration, "rolledBackWhy")}" : "";
        var refused = Text(configuration, "refused") is not "0" and var not ? $"; version {not} was refused: {Text(configuration, "refusedWhy")}" : "";
        return version + trial + back + refused;
    }

    private static string Clock(JsonElement clock)
    {
        var reason = Text(clock, "reason");
        if (Text(clock, "quality") is not "Unknown" and var quality) return $"{quality}: {reason}";
        var readings = Text(clock, "readingsWaitSeconds") is not "0" and var left ? $"readings wait for it, {left} s at most" : "readings go without a time and are not judged";
        return $"unknown: {reason}. Alarms go at once, marked as of unknown time; {readings}";
    }

    private static string Level(JsonProperty line) => line.Name + " " + line.Value.ValueKind switch
    {
        JsonValueKind.True => "ON",
        JsonValueKind.False => "off",
        _ => "away",
    };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
