using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Credentials.Sources;
using CityKit.Modules;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>How commands and documents of requests are written; generated at compile time.</summary>
[JsonSerializable(typeof(CertificateRequest))]
[JsonSerializable(typeof(RequestCertificate))]
[JsonSerializable(typeof(AcceptCertificate))]
[JsonSerializable(typeof(NoteOutcome))]
internal sealed partial class RequestsJson : JsonSerializerContext
{
    internal static RequestsJson Shared { get; } = new(NewOptions());

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<RequestState>(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new JsonStringEnumConverter<LegalBasisKind>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
