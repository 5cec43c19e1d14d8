namespace CityKit.Credentials.Hub.Registry;

/// <summary>Issues a certificate's first version (新办证照).</summary>
/// <inheritdoc cref="NewVersion"/>
public sealed record IssueCertificate(string CommandId, string Holder, string Content, CertificateFacts? Facts = null)
    : NewVersion(CommandId, Holder, Content, Facts);
