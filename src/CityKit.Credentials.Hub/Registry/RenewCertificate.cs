namespace CityKit.Credentials.Hub.Registry;

/// <summary>Gives a certificate a longer time (延续): the record names the version before as its previous.</summary>
/// <inheritdoc cref="NewVersion"/>
public sealed record RenewCertificate(string CommandId, string Holder, string Content, CertificateFacts? Facts = null)
    : NewVersion(CommandId, Holder, Content, Facts);
