using System.Security.Cryptography;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using CityKit.Credentials.Vc;
using NodaTime;

namespace CityKit.Samples.NoPaper;

/// <summary>An authority that issues credentials, with its key and its list of what it revoked.</summary>
internal sealed class Bureau(string id, string type) : IDisposable
{
    internal const string KeyId = "2026-1";
    private const int Revoked = 1;
    private static readonly Instant Since = Instant.FromUtc(2026, 1, 1, 0, 0);
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();
    private readonly StatusListBuilder statuses = new(bits: 2, count: 1024);
    private int issued;

    internal string Id => id;

    internal SigningKey Key { get; } = SigningKey.Create(KeyId);

    internal string ListUri => $"https://{id}.example/status/0";

    internal Issuer Issuer => new(id, [new IssuerKey(Key.PublicKey, Since)], [type]);

    internal SdJwtToken Issue(VcClaims claims, PublicJwk holder) => VcIssuer.Issue(
        claims with { Issuer = id, HolderKey = holder, Status = new StatusReference(ListUri, issued++) }, Key, random);

    internal void Revoke(int index) => statuses[index] = Revoked;

    internal StatusListToken ListAt(Instant now) => new(ListUri, statuses.Build(), now);

    public void Dispose()
    {
        Key.Dispose();
        random.Dispose();
    }
}
