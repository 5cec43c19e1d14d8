namespace CityKit.Credentials.Hub.Registry;

/// <summary>Puts a suspended certificate back into force (恢复).</summary>
/// <inheritdoc cref="MoveCertificate"/>
public sealed record ResumeCertificate(string CommandId, string Identifier, string Reason) : MoveCertificate(CommandId, Identifier, Reason);
