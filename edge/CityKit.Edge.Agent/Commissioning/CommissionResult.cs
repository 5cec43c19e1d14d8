using System.Text.Json;
using NodaTime;

namespace CityKit.Edge.Agent.Commissioning;

/// <summary>One sensor of a record.</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Test">What was tested.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Why">Why it was left out; empty when it was not.</param>
/// <param name="From">When the test began.</param>
/// <param name="Until">When it ended.</param>
/// <param name="Seen">What was seen of this sensor meanwhile.</param>
internal sealed record CommissionResult(string Sensor, CommissionPlace Place, CommissionTest Test, CommissionOutcome Outcome, string Why,
    Instant From, Instant Until, IReadOnlyList<SeenEvent> Seen)
{
    internal bool IsRight => Outcome is CommissionOutcome.Seen or CommissionOutcome.NotTestable;

    internal string Word => Outcome switch
    {
        CommissionOutcome.Seen => "seen",
        CommissionOutcome.NotSeen => "not-seen",
        CommissionOutcome.Skipped => "skipped",
        _ => "not-testable",
    };

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("sensor", Sensor);
        writer.WriteStartObject("place");
        writer.WriteString("building", Place.Building);
        writer.WriteString("entrance", Place.Entrance);
        writer.WriteString("mount", Place.Mount);
        writer.WriteEndObject();
        writer.WriteString("test", Test.Name);
        writer.WriteString("result", Word);
        if (Why.Length > 0) writer.WriteString("why", Why);
        writer.WriteString("from", $"{From}");
        writer.WriteString("until", $"{Until}");
        writer.WriteStartArray("seen");
        foreach (var one in Seen) one.Json.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public override string ToString() => $"{Sensor,-16} {Place,-20} {Test.Name,-10} {Word}{(Why.Length > 0 ? ": " + Why : "")}";
}
