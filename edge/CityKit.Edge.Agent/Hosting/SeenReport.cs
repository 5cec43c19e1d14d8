using System.Buffers;
using System.Text.Json;
using CityKit.Core;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>The newest events as one line of JSON.</summary>
internal sealed class SeenReport(RecentEvents recent, AgentEdge edge)
{
    /// <param name="after">The number of the last event that the asker knows.</param>
    internal ReadOnlyMemory<byte> Write(long after)
    {
        var (last, events) = recent.After(after);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("last", last);
            writer.WriteStartArray("events");
            foreach (var one in events) Write(writer, one);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>An event of a boot without wall time has no <c>at</c>.</summary>
    private void Write(Utf8JsonWriter writer, CityEvent one)
    {
        writer.WriteStartObject();
        writer.WriteString("sensor", one.Sensor.Value);
        writer.WriteString("kind", one.Kind.ToString());
        writer.WriteNumber("value", one.Value);
        writer.WriteBoolean("test", one.Flags.HasFlag(EventFlags.Test));
        if (edge.Now.Runtime.Outbox.Clock(one.Time.Boot).ToInstant(one.Time.Nanoseconds) is { } at)
            writer.WriteString("at", at.ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", null));
        writer.WriteStartObject("fields");
        foreach (var field in one.Fields)
        {
            if (field.Text is { } text) writer.WriteString(field.Name, text);
            else writer.WriteNumber(field.Name, field.Number);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
