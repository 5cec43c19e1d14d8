namespace CityKit.Credentials.Hub.Registry;

/// <summary>Ends a certificate (注销).</summary>
/// <inheritdoc cref="MoveCertificate"/>
public sealed record CancelCertificate(string CommandId, string Identifier, string Reason) : MoveCertificate(CommandId, Identifier, Reason);
