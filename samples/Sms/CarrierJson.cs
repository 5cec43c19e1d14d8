using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityKit.Samples.Sms;

/// <summary>The carrier's JSON, generated at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CarrierAnswer))]
[JsonSerializable(typeof(CarrierMessage))]
internal sealed partial class CarrierJson : JsonSerializerContext;
