using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CityKit.Credentials.SdJwt;

/// <summary>A SHA-256 digest as a value.</summary>
internal readonly record struct Sha256Digest(ulong A, ulong B, ulong C, ulong D)
{
    internal static Sha256Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<Sha256Digest> digest = stackalloc Sha256Digest[1];
        SHA256.HashData(bytes, MemoryMarshal.AsBytes(digest));
        return digest[0];
    }

    /// <summary>Whether a text is this digest in base64url.</summary>
    internal bool Is(string base64Url)
    {
        var digest = this;
        Span<char> text = stackalloc char[43];
        Base64Url.EncodeToChars(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref digest, 1)), text);
        return base64Url.AsSpan().SequenceEqual(text);
    }
}
