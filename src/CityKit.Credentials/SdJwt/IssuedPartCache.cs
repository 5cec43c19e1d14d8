using System.Collections.Concurrent;

namespace CityKit.Credentials.SdJwt;

/// <summary>Issuers' parts that were verified, by the digest of issuer's token and disclosures. Two generations: when the young one is full it becomes
/// the old one, and what nobody asked for since goes.</summary>
internal sealed class IssuedPartCache(int limit)
{
    private ConcurrentDictionary<Sha256Digest, IssuedPart> young = new();
    private ConcurrentDictionary<Sha256Digest, IssuedPart> old = new();

    internal IssuedPart? Find(in Sha256Digest digest)
    {
        if (young.TryGetValue(digest, out var part)) return part;
        if (old.TryGetValue(digest, out part)) Add(digest, part);
        return part;
    }

    internal void Add(in Sha256Digest digest, IssuedPart part)
    {
        if (young.Count >= (limit + 1) / 2) Age();
        young[digest] = part;
    }

    // Two threads that age it at once lose entries, never more than that.
    private void Age()
    {
        old = young;
        young = new ConcurrentDictionary<Sha256Digest, IssuedPart>();
    }
}
