using CityKit.Shared.Streams;

namespace CityKit.PostgreSql.Evidence;

/// <summary>Reads a file chunk by chunk, with no connection between them: whoever reads slowly holds none.</summary>
internal sealed class ChunkReader(SharedTables tables, byte[] file) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> left;
    private int number;
    private bool isLast;

    /// <exception cref="IOException">It cannot be read now.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left.IsEmpty && !isLast) await ReadChunkAsync(cancellationToken).ConfigureAwait(false);
        var taken = Math.Min(left.Length, buffer.Length);
        left[..taken].CopyTo(buffer);
        left = left[taken..];
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Read it asynchronously. 请异步读取。");

    /// <summary>Every chunk but the last is full.</summary>
    private async Task ReadChunkAsync(CancellationToken cancellationToken)
    {
        var found = await tables.RowsAsync("SELECT bytes FROM evidence_chunks WHERE file = $1 AND number = $2",
            [SqlRows.Of(file), SqlRows.Of(number++)], row => row.Bytes(0), cancellationToken).ConfigureAwait(false);
        left = found is [var bytes] ? bytes : ReadOnlyMemory<byte>.Empty;
        isLast = left.Length < ChunkWriter.ChunkBytes;
    }
}
