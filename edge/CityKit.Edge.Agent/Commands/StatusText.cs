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
        yield return ("device",
            $"{Text(status, "device")}, version {Text(status, "version")}, "
                + $"process {Text(status, "processId")} since {Text(status, "startedAt")}");
        yield return ("hub",
            $"{Text(forwarder, "state")}, {Text(forwarder, "events")} events taken {Text(forwarder, "message")}".TrimEnd());
        yield return ("answers", Answers(Text(forwarder, "answerKey")));
        yield return ("clock", Clock(status.GetProperty("clock")));
        yield return ("configuration", Configuration(status.GetProperty("configuration")));
        yield return ("agent", Agent(status.GetProperty("agent")));
        yield return ("waiting", Waiting(outbox));
        yield return ("lost",
            $"{Text(outbox, "dropped")} dropped by a full outbox, {Text(outbox, "setAside")} set aside, "
                + $"{Text(loop, "samplesDropped")} samples of channels, "
                + $"evidence of {Text(loop, "evidenceRefused")} detections{Falls(outbox)}");
        yield return ("loop",
            $"{Text(loop, "edges")} edges, {Text(loop, "events")} events, "
                + $"{Text(loop, "detectorFaults")} detector faults{Standing(loop)} {Text(loop, "trouble")}".TrimEnd());
        yield return ("maintenance", Text(status, "maintenanceSeconds") is "0" ? "off" : $"on for {Text(status, "maintenanceSeconds")} s");
        yield return ("disk",
            $"{Text(outbox, "bytesWritten")} bytes written, {Text(outbox, "bytesWrittenPerEvent")} an event; "
                + $"SQLite {Text(status, "sqlite")}");
        yield return ("memory",
            $"{(status.GetProperty("residentBytes").GetInt64() / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} MB");
        foreach (var kind in (string[])["lines", "outputs", "channels"])
            if (status.GetProperty(kind).EnumerateObject().ToArray() is { Length: > 0 } items)
                yield return (kind, string.Join(", ", items.Select(item => Item(status, kind, item))));
    }

    /// <summary>What a hub that was restored from an older copy had lost, and was sent again.</summary>
    private static string Falls(JsonElement outbox) =>
        Text(outbox, "hubFalls") is "0" ? ""
            : $"; the hub fell back {Text(outbox, "hubFalls")} times, the last time it had lost {Text(outbox, "lastFall")}";

    private static string Waiting(JsonElement outbox) =>
        $"{Text(outbox, "alarmsWaiting")} alarms, {Text(outbox, "readingsWaiting")} readings, {Text(outbox, "bytes")} bytes; "
        + $"{Text(outbox, "tail")} answered ones kept";

    private static string Answers(string key) => key.Length > 0 ? $"checked by {key}" : "not checked: no answer key is pinned";

    private static string Standing(JsonElement loop) =>
        loop.GetProperty("stillSeconds").GetInt64() is >= 5 and var seconds
            ? $"; nothing is seen since {seconds} s: the lines or the disk do not answer" : "";

    /// <summary>A name, what people call it, and its level or value with the unit.</summary>
    private static string Item(JsonElement status, string kind, JsonProperty item)
    {
        var label = status.GetProperty("labels").GetProperty(kind).TryGetProperty(item.Name, out var found) ? found : default;
        var (text, unit) = label.ValueKind == JsonValueKind.Object ? (Text(label, "label"), Text(label, "unit")) : ("", "");
        var name = text.Length == 0 ? item.Name : $"{item.Name} “{text}”";
        return $"{name} {Value(status, kind, item)}{(item.Value.ValueKind == JsonValueKind.Number && unit.Length > 0 ? " " + unit : "")}";
    }

    private static string Value(JsonElement status, string kind, JsonProperty item) => item.Value.ValueKind switch
    {
        JsonValueKind.True => "ON",
        JsonValueKind.False => "off",
        JsonValueKind.Null when kind == "channels" => "not read yet",
        JsonValueKind.Null => status.GetProperty("away").TryGetProperty(item.Name, out var why) ? $"away ({why})" : "away",
        _ => item.Value.ToString(),
    };

    private static string Configuration(JsonElement configuration)
    {
        var version = Text(configuration, "version") is var number && number == "0"
            ? "the device's own files" : $"version {number} from the hub";
        return version + Fate(configuration, "version");
    }

    private static string Clock(JsonElement clock)
    {
        var reason = Text(clock, "reason");
        if (Text(clock, "quality") is not "Unknown" and var quality) return $"{quality}: {reason}";
        var readings = Text(clock, "readingsWaitSeconds") is not "0" and var left
            ? $"readings wait for it, {left} s at most" : "readings go without a time and are not judged";
        return $"unknown: {reason}. Alarms go at once, marked as of unknown time; {readings}";
    }

    private static string Agent(JsonElement agent)
    {
        var installed = Text(agent, "number") == Text(agent, "installed")
            ? "the installed program" : $"a release; {Text(agent, "installed")} is installed";
        return $"{Text(agent, "version")}, number {Text(agent, "number")}, {Text(agent, "runtime")}, {installed}{Fate(agent, "number")}";
    }

    private static string Fate(JsonElement of, string called)
    {
        var trial = of.GetProperty("onTrial").GetBoolean() ? ", on trial" : "";
        var back = Text(of, "rolledBack") is not "0" and var rolled
            ? $"; {called} {rolled} was rolled back: {Text(of, "rolledBackWhy")}" : "";
        var refused = Text(of, "refused") is not "0" and var not ? $"; {called} {not} was refused: {Text(of, "refusedWhy")}" : "";
        return trial + back + refused;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
