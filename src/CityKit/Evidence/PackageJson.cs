using System.Text.Json.Serialization;

namespace CityKit.Evidence;

/// <summary>What is written into packages, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackageManifest))]
[JsonSerializable(typeof(PackageEntry))]
[JsonSerializable(typeof(PackageDevice[]))]
internal sealed partial class PackageJson : JsonSerializerContext;
