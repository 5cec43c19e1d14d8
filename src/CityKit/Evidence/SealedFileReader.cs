using System.Security.Cryptography;
using CityKit.Shared.Streams;

namespace CityKit.Evidence;

/// <summary>Decrypts a <see cref="SealedFile"/> chunk by chunk, as it is read.</summary>
internal sealed class SealedFileReader(Stream file, byte[] key, EvidencePart part) : PieceStream
{
    private readonly AesGcm aes = new(key, SealedFile.TagBytes);
    private readonly byte[] chunk = new byte[SealedFile.ChunkBytes];
    private readonly byte[] sealedChunk = new byte[SealedFile.ChunkBytes + SealedFile.TagBytes];
    private long number;

    public override async ValueTask DisposeAsync()
    {
        aes.Dispose();
        await file.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            aes.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <exception cref="IOException">The file cannot be read, is damaged or was sealed with another key.</exception>
    protected override async ValueTask<(ReadOnlyMemory<byte> Piece, bool IsLast)> NextAsync(CancellationToken cancellationToken)
    {
        if (number == 0) await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        var read = await file.ReadAtLeastAsync(
            sealedChunk, sealedChunk.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var length = read - SealedFile.TagBytes;
        if (length < 0) throw Damaged(null);
        try
        {
            aes.Decrypt(SealedFile.Nonce(part, number++), sealedChunk.AsSpan(0, length),
                sealedChunk.AsSpan(length, SealedFile.TagBytes), chunk.AsSpan(0, length));
        }
        catch (CryptographicException wrong)
        {
            throw Damaged(wrong);
        }
        return (chunk.AsMemory(0, length), length < SealedFile.ChunkBytes);
    }

    private async ValueTask ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new byte[SealedFile.Head.Length];
        await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (!SealedFile.Head.SequenceEqual(head)) throw Damaged(null);
    }

    private static IOException Damaged(Exception? why) => new("The file of the evidence is damaged. 证据文件已损坏。", why);
}
