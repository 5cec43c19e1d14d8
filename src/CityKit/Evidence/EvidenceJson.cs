using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;

namespace CityKit.Evidence;

/// <summary>What is known of evidence, as JSON.</summary>
[JsonSerializable(typeof(EvidenceInfo))]
internal sealed partial class EvidenceJson : JsonSerializerContext
{
    private static readonly Lazy<EvidenceJson> Lazily = new(() => new EvidenceJson(NewOptions()));

    internal static EvidenceJson Shared => Lazily.Value;

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new TextConverter<SubjectId>());
        options.Converters.Add(new TextConverter<WorkItemId>());
        options.Converters.Add(new JsonStringEnumConverter<EvidenceType>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
