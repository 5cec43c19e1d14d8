using System.Buffers.Text;
using System.Security.Cryptography;

namespace CityKit.Credentials.SdJwt;

/// <summary>The hash functions of <c>_sd_alg</c> by their names in the registry "Named Information Hash Algorithms".</summary>
internal static class SdHash
{
    internal const string Default = "sha-256";
    internal const string Accepted = "sha-256, sha-384, sha-512";
    internal const int MostCharacters = 86;

    internal static HashAlgorithmName? Find(string name) => name switch
    {
        Default => HashAlgorithmName.SHA256,
        "sha-384" => HashAlgorithmName.SHA384,
        "sha-512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>Writes the digest of a text in base64url.</summary>
    /// <returns>How many characters it has.</returns>
    internal static int Write(HashAlgorithmName hash, ReadOnlySpan<byte> text, Span<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[SHA512.HashSizeInBytes];
        var length = hash == HashAlgorithmName.SHA256 ? SHA256.HashData(text, bytes) : CryptographicOperations.HashData(hash, text, bytes);
        return Base64Url.EncodeToUtf8(bytes[..length], digest);
    }

    internal static string Text(HashAlgorithmName hash, ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[MostCharacters];
        return System.Text.Encoding.ASCII.GetString(digest[..Write(hash, text, digest)]);
    }
}
