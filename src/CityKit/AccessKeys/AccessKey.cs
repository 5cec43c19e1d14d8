using System.Security.Cryptography;
using CityKit.Cases;
using NodaTime;

namespace CityKit.AccessKeys;

/// <summary>A key as a hub keeps it (访问密钥): whose it is and the hash of its secret, never the secret. An actor may have several.</summary>
/// <param name="Id">What it is called in lists and logs; not secret.</param>
/// <param name="Hash">The SHA-256 of the secret's UTF-8 text, 32 bytes.</param>
/// <param name="Actor">Who acts with it.</param>
public sealed record AccessKey(string Id, ReadOnlyMemory<byte> Hash, Actor Actor)
{
    /// <summary>From when on it lets nobody in; null for a key without an end.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>The id of the key that takes its place; null while none does. Both let their actor in until this one ends.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>The key of a secret.</summary>
    public static AccessKey Of(string secret, Actor actor) => new(AccessSecret.IdOf(secret), AccessSecret.HashOf(secret), actor);

    /// <summary>Whether a text is this key's secret; takes as long for a wrong one as for the right one.</summary>
    public bool Fits(string shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return CryptographicOperations.FixedTimeEquals(AccessSecret.HashOf(shown), Hash.Span);
    }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver(Instant now) => NotAfter <= now;
}
