using CityKit.Core;

namespace CityKit.Credentials.Certificates;

/// <summary>A field that a type's certificates may have beside the standard's metadata.</summary>
/// <param name="Name">Its name, 1 to 64 of a-z, 0-9, '_'.</param>
/// <param name="Label">What people call it.</param>
/// <param name="IsRequired">Whether each certificate has it.</param>
public sealed record CertificateFieldRule(string Name, LocalizedText Label, bool IsRequired);
