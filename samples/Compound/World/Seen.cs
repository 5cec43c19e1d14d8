using System.Text.Json.Nodes;
using CityKit.Core;

namespace CityKit.Samples.Compound.World;

/// <summary>Something a detector found, for the story.</summary>
internal sealed record Seen(SensorName Sensor, EventKind Kind, long Nanoseconds, long Value, long Span, EventFields Fields)
{
    /// <summary>It as the control line carries it.</summary>
    public JsonObject ToJson()
    {
        var fields = new JsonObject();
        foreach (var field in Fields) fields[field.Name] = field.Text is null ? field.Number : field.Text;
        return new JsonObject
        {
            ["sensor"] = Sensor.Value,
            ["kind"] = Kind.ToString(),
            ["at"] = Nanoseconds,
            ["value"] = Value,
            ["span"] = Span,
            ["fields"] = fields,
        };
    }
}
