using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Tests.Support;

/// <summary>An issuer of the tests with one key of all times.</summary>
internal sealed class TestIssuer(string id = "https://issuer.example", params string[] types) : IDisposable
{
    internal SigningKey Key { get; } = SigningKey.Create("k1");

    internal Issuer Issuer => new(id, [new IssuerKey(Key.PublicKey, Instant.FromUnixTimeSeconds(0))], types);

    internal IIssuerKeys Keys => new IssuerRegistry([Issuer]);

    public void Dispose() => Key.Dispose();
}
