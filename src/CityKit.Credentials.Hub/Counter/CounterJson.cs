using System.Text.Json.Serialization;
using CityKit.Modules;

namespace CityKit.Credentials.Hub.Counter;

/// <summary>How commands and documents of the counter are written; generated at compile time.</summary>
[JsonSerializable(typeof(ShownCertificate))]
[JsonSerializable(typeof(CertificateCopy))]
[JsonSerializable(typeof(ShowCertificate))]
[JsonSerializable(typeof(RedeemCode))]
internal sealed partial class CounterJson : JsonSerializerContext
{
    internal static CounterJson Shared { get; } = new(ModuleJson.NewOptions());
}
