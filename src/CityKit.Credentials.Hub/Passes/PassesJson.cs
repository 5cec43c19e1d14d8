using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Modules;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>How commands and passages are written; generated at compile time.</summary>
[JsonSerializable(typeof(OpenGate))]
[JsonSerializable(typeof(NoteOpening))]
[JsonSerializable(typeof(Passage))]
internal sealed partial class PassesJson : JsonSerializerContext
{
    internal static PassesJson Shared { get; } = new(NewOptions());

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<OpeningState>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
