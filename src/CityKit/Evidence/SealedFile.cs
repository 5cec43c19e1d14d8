using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CityKit.Evidence;

/// <summary>
/// Evidence as an archive has it, encrypted in parts so that none is held in memory whole: <c>CKE</c> and the suite (0, AES-256-GCM), then
/// chunks of 64 KiB, each followed by its tag. The last is shorter, if need be empty: a file that is cut short does not open.
/// </summary>
internal static class SealedFile
{
    internal const int ChunkBytes = 64 << 10;
    internal const int TagBytes = 16;
    private const int NonceBytes = 12;

    internal static ReadOnlySpan<byte> Head => "CKE\0"u8;

    /// <summary>Encrypts what is there already, then the rest of a stream.</summary>
    /// <param name="first">What is there already.</param>
    /// <param name="rest">What comes after it.</param>
    /// <param name="output">Where to.</param>
    /// <param name="key">32 bytes.</param>
    /// <param name="part">Which of the files under this key it is.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many bytes there were, and their SHA-256.</returns>
    /// <exception cref="InvalidDataException">There are more than the limit.</exception>
    internal static async ValueTask<(long Bytes, byte[] Sha256)> WriteAsync(ReadOnlyMemory<byte> first, Stream rest, Stream output,
        byte[] key, EvidencePart part, long limit, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var aes = new AesGcm(key, TagBytes);
        var (chunk, sealedChunk) = (new byte[ChunkBytes], new byte[ChunkBytes + TagBytes]);
        await output.WriteAsync(Head.ToArray(), cancellationToken).ConfigureAwait(false);
        var total = 0L;
        for (var number = 0L; ; number++)
        {
            var filled = Take(ref first, chunk);
            filled += await rest.ReadAtLeastAsync(
                chunk.AsMemory(filled), ChunkBytes - filled, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if ((total += filled) > limit) throw new InvalidDataException($"There are more than {limit} bytes. 超过 {limit} 字节。");
            hash.AppendData(chunk, 0, filled);
            aes.Encrypt(Nonce(part, number), chunk.AsSpan(0, filled), sealedChunk.AsSpan(0, filled), sealedChunk.AsSpan(filled, TagBytes));
            await output.WriteAsync(sealedChunk.AsMemory(0, filled + TagBytes), cancellationToken).ConfigureAwait(false);
            if (filled < ChunkBytes) return (total, hash.GetHashAndReset());
        }
    }

    internal static byte[] Nonce(EvidencePart part, long number)
    {
        var nonce = new byte[NonceBytes];
        nonce[0] = (byte)part;
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceBytes - sizeof(long)), number);
        return nonce;
    }

    private static int Take(ref ReadOnlyMemory<byte> first, byte[] chunk)
    {
        var taken = Math.Min(first.Length, chunk.Length);
        first[..taken].CopyTo(chunk);
        first = first[taken..];
        return taken;
    }
}
