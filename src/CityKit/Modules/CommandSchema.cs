using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using NodaTime;

namespace CityKit.Modules;

/// <summary>The JSON Schema of a command, from how it is written.</summary>
internal static class CommandSchema
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => FormatOf(context.TypeInfo.Type) is { } format
            ? new JsonObject { ["type"] = "string", ["format"] = format }
            : schema,
    };

    internal static JsonNode Of(JsonTypeInfo json) => json.GetJsonSchemaAsNode(Options);

    /// <summary>Moments and days are texts with a converter of their own, which a schema does not show.</summary>
    private static string? FormatOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(Instant) => "date-time",
        var known when known == typeof(LocalDate) => "date",
        var known when known == typeof(Duration) => "duration",
        _ => null,
    };
}
