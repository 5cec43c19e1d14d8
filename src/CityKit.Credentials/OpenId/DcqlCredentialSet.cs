namespace CityKit.Credentials.OpenId;

/// <summary>Alternatives among the credentials of a query (OpenID4VP 1.0, 6.2).</summary>
/// <param name="Options">Lists of ids of credentials, the preferred first; one of them is enough.</param>
/// <param name="IsRequired">Whether one of them must be answered.</param>
public sealed record DcqlCredentialSet(IReadOnlyList<IReadOnlyList<string>> Options, bool IsRequired = true);
