using System.Security.Cryptography;
using System.Text;
using CityKit.Privacy;

namespace CityKit.Testing;

/// <summary>
/// Master keys for tests (测试密钥): the same account always is the same subject with the same key, so that two runs of one scenario give the
/// same bytes. Not secret: never for real data.
/// </summary>
/// <param name="seed">Another seed gives other subjects and keys.</param>
public sealed class FixedKeys(string seed = "citykit") : IKeyProtector
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <inheritdoc/>
    public string KeyId => seed;

    /// <inheritdoc/>
    public SubjectLookup LookUp(string reference) =>
        SubjectLookup.FromBytes(Hash("lookup", Encoding.UTF8.GetBytes(reference)).AsSpan(0, SubjectLookup.ByteLength));

    /// <inheritdoc/>
    public ValueTask<(SubjectId Id, byte[] Key)> CreateAsync(SubjectLookup lookup, CancellationToken cancellationToken) =>
        ValueTask.FromResult((IdOf(lookup), Hash("key", lookup.ToArray())));

    /// <summary>The subject of a person's account, as the hub's journal and documents name it.</summary>
    public SubjectId Person(string account) => IdOf(LookUp($"Person|{account}"));

    /// <summary>The subject of a household's reference, as the hub's journal and documents name it.</summary>
    public SubjectId Household(string reference) => IdOf(LookUp($"Household|{reference}"));

    /// <inheritdoc/>
    public byte[] Wrap(SubjectId subject, ReadOnlySpan<byte> key)
    {
        var wrapped = new byte[key.Length + TagBytes];
        using var aes = new AesGcm(Hash("wrap", []), TagBytes);
        aes.Encrypt(NonceOf(subject), key, wrapped.AsSpan(0, key.Length), wrapped.AsSpan(key.Length));
        return wrapped;
    }

    /// <inheritdoc/>
    public byte[] Unwrap(SubjectId subject, ReadOnlySpan<byte> wrapped)
    {
        var key = new byte[Math.Max(0, wrapped.Length - TagBytes)];
        using var aes = new AesGcm(Hash("wrap", []), TagBytes);
        aes.Decrypt(NonceOf(subject), wrapped[..key.Length], wrapped[key.Length..], key);
        return key;
    }

    private SubjectId IdOf(SubjectLookup lookup) =>
        SubjectId.FromBytes(Hash("subject", lookup.ToArray()).AsSpan(0, SubjectId.ByteLength));

    private ReadOnlySpan<byte> NonceOf(SubjectId subject) => Hash("nonce", subject.ToArray()).AsSpan(0, NonceBytes);

    private byte[] Hash(string what, byte[] of) => SHA256.HashData([.. Encoding.UTF8.GetBytes($"{seed}|{what}|"), .. of]);
}
