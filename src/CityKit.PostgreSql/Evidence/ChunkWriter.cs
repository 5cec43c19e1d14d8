using System.Security.Cryptography;
using CityKit.Shared.Streams;

namespace CityKit.PostgreSql.Evidence;

/// <summary>Writes a file as rows of chunks; one chunk is in memory.</summary>
internal sealed class ChunkWriter(SharedTables tables, byte[] file) : WriteOnlyStream
{
    internal const int ChunkBytes = 256 << 10;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] chunk = new byte[ChunkBytes];
    private int filled;
    private int number;

    /// <summary>Writes what is left.</summary>
    /// <returns>The SHA-256 of all, 64 lower-case hexadecimal digits.</returns>
    internal async Task<string> FinishAsync(CancellationToken cancellationToken)
    {
        if (filled > 0) await WriteChunkAsync(cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Math.Min(buffer.Length, ChunkBytes - filled);
            buffer[..taken].CopyTo(chunk.AsMemory(filled));
            (filled, buffer) = (filled + taken, buffer[taken..]);
            if (filled == ChunkBytes) await WriteChunkAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Write it asynchronously.");

    /// <summary>What is not a whole chunk waits for the rest.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }

    private async Task WriteChunkAsync(CancellationToken cancellationToken)
    {
        hash.AppendData(chunk, 0, filled);
        await tables.RunAsync("INSERT INTO evidence_chunks(file, number, bytes) VALUES($1, $2, $3)",
            [SqlRows.Of(file), SqlRows.Of(number++), SqlRows.Of(chunk[..filled])], cancellationToken).ConfigureAwait(false);
        filled = 0;
    }
}
