using System.Globalization;
using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Scenarios;
using NodaTime;

namespace CityKit.Samples.Compound.Timeline;

/// <summary>Reports what the edge saw and sent between two handshakes.</summary>
internal sealed class EdgeVoice(Scenario scenario, IStory story)
{
    /// <summary>Reports an answer of the edge.</summary>
    public void Tell(JsonObject answer, Instant moment)
    {
        var saw = answer["saw"] as JsonArray ?? [];
        foreach (var seen in saw.OfType<JsonObject>())
            story.Tell(new StoryLine(scenario.FromMonotonic((long)seen["at"]!), StoryKind.Edge, Sentence(seen)));
        if (saw.Count > 0)
            story.Tell(new StoryLine(moment, StoryKind.Sent,
                $"signed, sent and synced through alarm {answer["alarm"]}, reading {answer["reading"]}"));
    }

    private static string Sentence(JsonObject seen)
    {
        var sensor = (string)seen["sensor"]!;
        var value = (long)seen["value"]!;
        var fields = seen["fields"] as JsonObject ?? [];
        return (string)seen["kind"]! switch
        {
            "Contact" => $"{sensor}: contact {(value == 1 ? "closed" : "open again")}",
            "Detection" => $"{sensor}: {Detection(value, fields)}",
            "Rejection" => $"{sensor}: looked and rejected, {fields["reason"]}{Speed(fields)}{(value > 1 ? $", {value} times" : "")}",
            "Blind" => (long)seen["span"]! > 0 && value == 0
                ? $"{sensor}: sees again, after {Span(seen)}{Because(fields)}" : $"{sensor}: sees nothing{Because(fields)}",
            "Fault" => $"{sensor}: {(value == 1 ? "at fault" : "in order again")}{Because(fields)}",
            "LineGap" => $"{sensor}: {value} edges were dropped",
            "AlertRaised" => $"{sensor}: rule {fields["rule"]} on the edge raised an alert",
            "AlertCleared" => $"{sensor}: rule {fields["rule"]} on the edge cleared its alert",
            var kind => $"{sensor}: {kind} {value}",
        };
    }

    private static string Detection(long speed, JsonObject fields) =>
        speed > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"a fall at {speed / 1000.0:F1} m/s, dropped from at least {Metres(fields["minDropMm"])} above, "
                    + $"upper bound {fields["upper"]}")
            : $"{fields["device"]} {fields["channel"]} says a fall; recording {fields["clip"]}";

    private static string Speed(JsonObject fields) =>
        fields["speedMmS"] is { } speed ? string.Create(CultureInfo.InvariantCulture, $" at {(long)speed / 1000.0:F1} m/s") : "";

    private static string Metres(JsonNode? millimetres) =>
        string.Create(CultureInfo.InvariantCulture, $"{(millimetres is null ? 0 : (long)millimetres) / 1000.0:F1} m");

    private static string Because(JsonObject fields) => fields["reason"] is { } reason ? $" ({reason})" : "";

    private static string Span(JsonObject seen)
    {
        var seconds = (long)seen["span"]! / 1_000_000_000;
        return seconds < 120 ? $"{seconds} s" : $"{seconds / 60} min";
    }
}
