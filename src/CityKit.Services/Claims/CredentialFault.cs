namespace CityKit.Services.Claims;

/// <summary>Why a credential that is held proves nothing; the first that is true counts.</summary>
internal enum CredentialFault : byte
{
    None,
    WrongIssuer,
    NotYetValid,
    Expired,
    Revoked,
    Suspended,
    Stale,
    UnknownStatus,
    Leniency,
    NotSigned,
    ClaimMissing,
}
