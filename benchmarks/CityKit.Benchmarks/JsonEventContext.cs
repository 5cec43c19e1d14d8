using System.Text.Json.Serialization;

namespace CityKit.Benchmarks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonEvent))]
internal sealed partial class JsonEventContext : JsonSerializerContext;
