using CityKit.Credentials.Certificates;

namespace CityKit.Credentials.Sources;

/// <summary>What a source is asked for (共享服务请求). It names a person: its text form does not.</summary>
/// <param name="Id">The request's id: asked again with the same id, a source goes on with the same request.</param>
/// <param name="Type">The type of the certificate.</param>
/// <param name="Holder">Whose.</param>
/// <param name="Item">For which service item.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Office">Who asks.</param>
/// <param name="Basis">Why it may.</param>
public sealed record SourceQuery(
    string Id, CertificateTypeCode Type, CertificateHolder Holder, string Item, string Purpose, string Office, LegalBasis Basis)
{
    /// <summary>Id, type and purpose.</summary>
    public override string ToString() => $"{Id}: {Type} for {Purpose}";
}
