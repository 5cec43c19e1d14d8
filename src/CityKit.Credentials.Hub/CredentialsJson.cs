using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Counter;
using CityKit.Credentials.Hub.Registry;
using CityKit.Credentials.Hub.Requests;
using CityKit.Credentials.Sources;
using CityKit.Modules;

namespace CityKit.Credentials.Hub;

/// <summary>How the module's commands and documents are written; generated at compile time.</summary>
[JsonSerializable(typeof(CertificateEntry))]
[JsonSerializable(typeof(ShownCertificate))]
[JsonSerializable(typeof(CertificateCopy))]
[JsonSerializable(typeof(CertificateRequest))]
[JsonSerializable(typeof(IssueCertificate))]
[JsonSerializable(typeof(RenewCertificate))]
[JsonSerializable(typeof(ChangeCertificate))]
[JsonSerializable(typeof(CancelCertificate))]
[JsonSerializable(typeof(SuspendCertificate))]
[JsonSerializable(typeof(ResumeCertificate))]
[JsonSerializable(typeof(ShowCertificate))]
[JsonSerializable(typeof(RedeemCode))]
[JsonSerializable(typeof(RequestCertificate))]
[JsonSerializable(typeof(AcceptCertificate))]
[JsonSerializable(typeof(NoteOutcome))]
internal sealed partial class CredentialsJson : JsonSerializerContext
{
    internal static CredentialsJson Shared { get; } = new(NewOptions());

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<CertificateState>(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new JsonStringEnumConverter<RequestState>(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new JsonStringEnumConverter<LegalBasisKind>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
