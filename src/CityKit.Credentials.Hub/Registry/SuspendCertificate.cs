namespace CityKit.Credentials.Hub.Registry;

/// <summary>Takes a certificate out of force for a time (暂停).</summary>
/// <inheritdoc cref="MoveCertificate"/>
public sealed record SuspendCertificate(string CommandId, string Identifier, string Reason)
    : MoveCertificate(CommandId, Identifier, Reason);
