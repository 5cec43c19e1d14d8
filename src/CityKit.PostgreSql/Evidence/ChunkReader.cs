using CityKit.Shared.Streams;

namespace CityKit.PostgreSql.Evidence;

/// <summary>Reads a file chunk by chunk, with no connection between them: a slow reader holds none.</summary>
internal sealed class ChunkReader(SharedTables tables, byte[] file) : PieceStream
{
    private int number;

    /// <summary>Every chunk but the last is full.</summary>
    protected override async ValueTask<(ReadOnlyMemory<byte> Piece, bool IsLast)> NextAsync(CancellationToken cancellationToken)
    {
        var found = await tables.RowsAsync("SELECT bytes FROM evidence_chunks WHERE file = $1 AND number = $2",
            [SqlRows.Of(file), SqlRows.Of(number++)], row => row.Bytes(0), cancellationToken).ConfigureAwait(false);
        var piece = found is [var bytes] ? bytes : ReadOnlyMemory<byte>.Empty;
        return (piece, piece.Length < ChunkWriter.ChunkBytes);
    }
}
