using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Modules;
using CityKit.Services.Bundles;

namespace CityKit.Services.Hub;

/// <summary>How the module's commands and documents are written; generated at compile time.</summary>
[JsonSerializable(typeof(StartApplication))]
[JsonSerializable(typeof(ShowCredentials))]
[JsonSerializable(typeof(HandInMaterial))]
[JsonSerializable(typeof(ConfirmMaterial))]
[JsonSerializable(typeof(DecideStep))]
[JsonSerializable(typeof(WithdrawApplication))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(StepWork))]
[JsonSerializable(typeof(Confirmation))]
internal sealed partial class ServicesJson : JsonSerializerContext
{
    internal static ServicesJson Shared { get; } = new(NewOptions());

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<MaterialState>(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new JsonStringEnumConverter<StepState>(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new JsonStringEnumConverter<StepStage>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
