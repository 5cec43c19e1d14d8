using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using CityKit.Privacy;
using CityKit.Shared.Ciphers;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>A subject with its key: seals and opens its records. The same data for the same cause always gives the same record.</summary>
internal sealed class SubjectCipher(SubjectId id, byte[] key)
{
    private readonly byte[] digestKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "CityKit record digest"u8.ToArray());

    internal SubjectId Id => id;

    /// <summary>A record whose id is the digest of what it holds, under the subject's key: erased with the key, it says nothing.</summary>
    /// <param name="cause">What the data was given with, such as a command's key.</param>
    /// <param name="data">The data.</param>
    internal ProtectedRecord Seal(string cause, PersonalData data)
    {
        var plain = PersonalJson.Write(data);
        byte[] caused = [.. Encoding.UTF8.GetBytes(cause), 0, .. plain];
        return Seal(Convert.ToHexStringLower(HMACSHA256.HashData(digestKey, caused)), plain);
    }

    /// <summary>The record that says whose the subject is.</summary>
    internal ProtectedRecord SealIdentity(string reference) =>
        Seal(id.ToString(), PersonalJson.Write(new PersonalData { Reference = reference }));

    /// <exception cref="CryptographicException">The record is another subject's, or damaged.</exception>
    internal PersonalData Open(ProtectedRecord record)
    {
        try
        {
            return PersonalJson.Read(OpenBytes(record));
        }
        catch (JsonException wrong)
        {
            throw new CryptographicException("The record holds something else. 记录内容有误。", wrong);
        }
    }

    /// <summary>
    /// The digest that the journal has of a file: without the salt, which only this key gives, nobody can try out which file it is of.
    /// </summary>
    /// <param name="sha256">The file's SHA-256.</param>
    internal string DigestOf(ReadOnlySpan<byte> sha256) => Convert.ToHexStringLower(SHA256.HashData([.. SaltOf(sha256), .. sha256]));

    /// <summary>The salt of that digest, 32 bytes.</summary>
    internal byte[] SaltOf(ReadOnlySpan<byte> sha256) => HMACSHA256.HashData(digestKey, (byte[])[.. "file"u8, 0, .. sha256]);

    /// <summary>A record of bytes that differ each time, under an id that may come again.</summary>
    internal ProtectedRecord Seal(string recordId, ReadOnlySpan<byte> secret) => new(recordId, id,
        SealedBytes.Seal(key, RandomNumberGenerator.GetBytes(SealedBytes.NonceBytes), secret, Encoding.UTF8.GetBytes(recordId)));

    /// <exception cref="CryptographicException">The record is another subject's, or damaged.</exception>
    internal byte[] OpenBytes(ProtectedRecord record) => SealedBytes.Open(key, record.Sealed.Span, Encoding.UTF8.GetBytes(record.Id));

    /// <summary>Its nonce comes from its id, which no other bytes have under this key.</summary>
    private ProtectedRecord Seal(string recordId, byte[] plain)
    {
        var bound = Encoding.UTF8.GetBytes(recordId);
        var nonce = SHA256.HashData(bound).AsSpan(0, SealedBytes.NonceBytes);
        return new ProtectedRecord(recordId, id, SealedBytes.Seal(key, nonce, plain, bound));
    }
}
