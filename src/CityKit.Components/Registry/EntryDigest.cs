using System.Security.Cryptography;

namespace CityKit.Components.Registry;

/// <summary>
/// The digest of everything that was added to a registry (部件库摘要): SHA-256 over the digest before and the bytes of a commit's entries.
/// Two registries with the same one were given the same entries in the same commits.
/// </summary>
/// <param name="before">The digest before, in hexadecimal; empty for none.</param>
public sealed class EntryDigest(string before) : IDisposable
{
    private readonly IncrementalHash hash = Begin(before);

    /// <summary>Takes an entry in.</summary>
    /// <param name="entry">What <see cref="ComponentCodec.Write"/> wrote.</param>
    public void Add(ReadOnlySpan<byte> entry) => hash.AppendData(entry);

    /// <summary>The digest after what was taken in, 64 hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private static IncrementalHash Begin(string before)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(before));
        return hash;
    }
}
