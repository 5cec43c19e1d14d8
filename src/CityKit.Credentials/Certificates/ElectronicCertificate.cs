using System.Collections.Immutable;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// One version of an electronic certificate (电子证照) with the metadata of GB/T 36903-2018. It is personal data of its holder: its text form
/// names the type alone.
/// </summary>
/// <remarks>A record can be made with anything; <see cref="CertificateCheck"/> says what is wrong with it. One record has one holder: a
/// certificate of several, such as a marriage certificate, is a record for each.</remarks>
public sealed record ElectronicCertificate
{
    /// <summary>The identifier (证照标识).</summary>
    public required CertificateIdentifier Identifier { get; init; }

    /// <summary>What the type is called (证照类型名称), 1 to 200 characters.</summary>
    public required string TypeName { get; init; }

    /// <summary>The number on the certificate (证照编号), 1 to 100 characters.</summary>
    public required string Number { get; init; }

    /// <summary>Who issued it (证照颁发机构).</summary>
    public required CertificateBody Issuer { get; init; }

    /// <summary>Who defines the type (证照定义机构).</summary>
    public required CertificateBody DefinedBy { get; init; }

    /// <summary>When it was issued (证照颁发日期).</summary>
    public required LocalDate IssuedOn { get; init; }

    /// <summary>Its first valid day (证照有效期起始日期).</summary>
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Its last valid day (证照有效期截止日期); null when it never expires (长期).</summary>
    public LocalDate? ValidUntil { get; init; }

    /// <summary>Who it is about (持证主体).</summary>
    public required CertificateHolder Holder { get; init; }

    /// <summary>The version that it follows (关联证照标识), of a renewal or change; <c>default</c> for none.</summary>
    public CertificateIdentifier Previous { get; init; }

    /// <summary>Where it is issued (证照区划); <c>default</c> when it is not stated.</summary>
    public AreaCode Area { get; init; }

    /// <summary>How far the record is to be trusted (信任等级).</summary>
    public TrustLevel Trust { get; init; }

    /// <summary>What the type says beside this, at most 64.</summary>
    public ImmutableArray<CertificateField> Fields { get; init; } = [];

    /// <summary>Its file; null when it is not known.</summary>
    public CertificateFile? File { get; init; }

    /// <summary>The codes that were let pass though they break their rule.</summary>
    public ImmutableArray<CodeLeniency> Leniencies { get; init; } = [];

    /// <summary>The value of a field; null when there is none.</summary>
    public string? Field(string name) => Fields.FirstOrDefault(field => field.Name == name)?.Value;

    /// <summary>
    /// A record to begin the next version with: the next identifier, linked to this one. Say what is new with <c>with</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no next version.</exception>
    public ElectronicCertificate NewVersion(LocalDate issuedOn) =>
        this with { Identifier = Identifier.Next(), Previous = Identifier, IssuedOn = issuedOn, File = null,
            Leniencies = [.. Leniencies.Where(IsNotOfLink)] };

    /// <summary>The type's code alone: nothing of the holder.</summary>
    public override string ToString() => $"certificate of type {Identifier.Type}";

    private static bool IsNotOfLink(CodeLeniency leniency) => leniency.Member is not ("identifier" or "previous");
}
