using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Credentials.Certificates;
using CityKit.Modules;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>How commands and documents of the registry are written; generated at compile time.</summary>
[JsonSerializable(typeof(CertificateEntry))]
[JsonSerializable(typeof(IssueCertificate))]
[JsonSerializable(typeof(RenewCertificate))]
[JsonSerializable(typeof(ChangeCertificate))]
[JsonSerializable(typeof(CancelCertificate))]
[JsonSerializable(typeof(SuspendCertificate))]
[JsonSerializable(typeof(ResumeCertificate))]
internal sealed partial class RegistryJson : JsonSerializerContext
{
    internal static RegistryJson Shared { get; } = new(NewOptions());

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<CertificateState>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
