namespace CityKit.Credentials.Hub.Registry;

/// <summary>Changes what a certificate says (变更): the record names the version before as its previous.</summary>
/// <inheritdoc cref="NewVersion"/>
public sealed record ChangeCertificate(string CommandId, string Holder, string Content, CertificateFacts? Facts = null)
    : NewVersion(CommandId, Holder, Content, Facts);
