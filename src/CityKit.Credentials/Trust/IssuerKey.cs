using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.Trust;

/// <summary>A key of an issuer and when it signs (签发方公钥). What it signed in that time verifies later too.</summary>
/// <param name="Key">The public key; its id distinguishes it from the issuer's others.</param>
/// <param name="From">From when it signs.</param>
/// <param name="Until">Until when, exclusive; null while no end is known. A key that was stolen is taken out instead: a thief signs with
/// any date.</param>
public sealed record IssuerKey(PublicJwk Key, Instant From, Instant? Until = null)
{
    /// <summary>Whether it signs at this time, with that much doubt about the clock.</summary>
    public bool SignsAt(Instant at, Duration skew) => at >= From - skew && !(at >= Until + skew);
}
