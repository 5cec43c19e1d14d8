using System.Security.Cryptography;
using CityKit.Shared.Streams;

namespace CityKit.Evidence;

/// <summary>Decrypts a <see cref="SealedFile"/> chunk by chunk, as it is read.</summary>
internal sealed class SealedFileReader(Stream file, byte[] key, EvidencePart part) : ReadOnlyStream
{
    private readonly AesGcm aes = new(key, SealedFile.TagBytes);
    private readonly byte[] chunk = new byte[SealedFile.ChunkBytes];
    private readonly byte[] sealedChunk = new byte[SealedFile.ChunkBytes + SealedFile.TagBytes];
    private ReadOnlyMemory<byte> left;
    private long number;
    private bool isLast;

    /// <exception cref="IOException">The file cannot be read, is damaged or was sealed with another key.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (left.IsEmpty && !isLast) await ReadChunkAsync(cancellationToken).ConfigureAwait(false);
        var taken = Math.Min(left.Length, buffer.Length);
        left[..taken].CopyTo(buffer);
        left = left[taken..];
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Read it asynchronously. 请异步读取。");

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

    private async ValueTask ReadChunkAsync(CancellationToken cancellationToken)
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
        (left, isLast) = (chunk.AsMemory(0, length), length < SealedFile.ChunkBytes);
    }

    private async ValueTask ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new byte[SealedFile.Head.Length];
        await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (!SealedFile.Head.SequenceEqual(head)) throw Damaged(null);
    }

    private static IOException Damaged(Exception? why) => new("The file of the evidence is damaged. 证据文件已损坏。", why);
}
