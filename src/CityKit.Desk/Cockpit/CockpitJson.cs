using System.Text.Json.Serialization;

namespace CityKit.Desk.Cockpit;

/// <summary>How rows of figures are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FigureRow))]
[JsonSerializable(typeof(AlertRow))]
[JsonSerializable(typeof(BlindRow))]
[JsonSerializable(typeof(DeviceRow))]
[JsonSerializable(typeof(SurveyRow))]
[JsonSerializable(typeof(LeadRow))]
[JsonSerializable(typeof(PublicRow))]
internal sealed partial class CockpitJson : JsonSerializerContext;
