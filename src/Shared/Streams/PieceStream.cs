namespace CityKit.Shared.Streams;

/// <summary>A stream that is read piece by piece, asynchronously alone.</summary>
internal abstract class PieceStream : ReadOnlyStream
{
    private ReadOnlyMemory<byte> left;
    private bool isLast;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (left.IsEmpty && !isLast) (left, isLast) = await NextAsync(cancellationToken).ConfigureAwait(false);
        var taken = Math.Min(left.Length, buffer.Length);
        left[..taken].CopyTo(buffer);
        left = left[taken..];
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Read it asynchronously.");

    /// <summary>The next piece, and whether none comes after it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    protected abstract ValueTask<(ReadOnlyMemory<byte> Piece, bool IsLast)> NextAsync(CancellationToken cancellationToken);
}
