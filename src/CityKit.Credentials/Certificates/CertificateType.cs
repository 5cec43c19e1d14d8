using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Credentials.Certificates;

/// <summary>A type of certificates, as the catalogue has it (证照类型).</summary>
/// <param name="Code">Its code, which names the authority that defines it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="DefinedBy">The name of that authority (证照定义机构).</param>
public sealed record CertificateType(CertificateTypeCode Code, LocalizedText Name, string DefinedBy)
{
    /// <summary>The codes of the bodies that may issue it (证照颁发机构); empty when the catalogue does not limit them.</summary>
    public ImmutableArray<string> Issuers { get; init; } = [];

    /// <summary>What holders it has; empty for any.</summary>
    public ImmutableArray<HolderCategory> Holders { get; init; } = [];

    /// <summary>The most years that a version is valid, counted from its first valid day; null for no limit.</summary>
    public int? MostYears { get; init; }

    /// <summary>Whether what it says may harm its holder: health, children, faith. All data of a child is.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The fields that it has.</summary>
    public ImmutableArray<CertificateFieldRule> Fields { get; init; } = [];

    /// <summary>What an SD-JWT VC of it names as its type (<c>vct</c>); null when it is not issued as one.</summary>
    public string? VerifiableType { get; init; }
}
