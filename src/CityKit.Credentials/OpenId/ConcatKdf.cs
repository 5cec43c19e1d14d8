using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CityKit.Credentials.OpenId;

/// <summary>Makes the key of a message from an agreed secret (Concat KDF with SHA-256; NIST SP 800-56A, as RFC 7518,
/// 4.6.2, uses it).</summary>
internal static class ConcatKdf
{
    /// <summary>The key, at most 32 bytes: one round.</summary>
    internal static byte[] Derive(ReadOnlySpan<byte> secret, string encryption, ReadOnlySpan<byte> partyU, ReadOnlySpan<byte> partyV,
        int bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, 1);
        hash.AppendData(secret);
        AppendData(hash, Encoding.ASCII.GetBytes(encryption));
        AppendData(hash, partyU);
        AppendData(hash, partyV);
        Append(hash, bytes * 8);
        return hash.GetHashAndReset()[..bytes];
    }

    private static void AppendData(IncrementalHash hash, ReadOnlySpan<byte> data)
    {
        Append(hash, data.Length);
        hash.AppendData(data);
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
