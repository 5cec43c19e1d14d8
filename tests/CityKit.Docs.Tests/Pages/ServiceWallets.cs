using System.Security.Cryptography;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using CityKit.Services.Hub;
using NodaTime;

namespace MyCity.Services;

/// <summary>Yours: gives phones a nonce for each credential that they present.</summary>
internal sealed class Wallets(IIssuerKeys issuers, StatusListCache lists)
{
    private readonly OneTimeNonces nonces = new(Duration.FromMinutes(5));

    internal VcWalletReader Reader => new(issuers, nonces, lists, new StatusPolicy(Duration.FromHours(24)), "https://hub.city.example");

    internal string NewNonce(Instant now)
    {
        using var random = RandomNumberGenerator.Create();
        return nonces.Create(now, random);
    }
}
