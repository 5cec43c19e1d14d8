using System.Security.Cryptography;

namespace CityKit.Shared.Ciphers;

/// <summary>AES-256-GCM: 12 bytes of nonce, the encrypted bytes, 16 bytes of tag.</summary>
internal static class SealedBytes
{
    internal const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">Used once with the key, unless for the same bytes.</param>
    /// <param name="plain">What to encrypt.</param>
    /// <param name="bound">What the result is bound to: it opens with the same alone.</param>
    internal static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound)
    {
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        nonce.CopyTo(bytes);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), bound);
        return bytes;
    }

    /// <exception cref="CryptographicException">It was sealed with another key or bound to something else, or is damaged.</exception>
    internal static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> bound)
    {
        if (bytes.Length < NonceBytes + TagBytes) throw new CryptographicException("The sealed bytes are cut short. 密文不完整。");
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes.Slice(NonceBytes, plain.Length), bytes[(NonceBytes + plain.Length)..], plain, bound);
        return plain;
    }
}
