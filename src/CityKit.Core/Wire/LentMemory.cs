using System.Buffers;
using MessagePack;

namespace CityKit.Core.Wire;

/// <summary>
/// Lends a span to the MessagePack package, whose reader and writer take memory: their constructors turn it into a span at once and read and
/// write only that from then on. The span is pinned for the constructor alone; what the package keeps is a reference that the garbage collector
/// follows. <see cref="WireReader"/> and <see cref="WireWriter"/> hold the span too, so the compiler keeps them from outliving it.
/// </summary>
internal sealed unsafe class LentMemory : MemoryManager<byte>, IBufferWriter<byte>
{
    [ThreadStatic] private static LentMemory? lender;
    private byte* first;
    private int length;

    internal static MessagePackReader Reader(ReadOnlySpan<byte> bytes)
    {
        var lent = lender ??= new LentMemory();
        fixed (byte* pinned = bytes)
        {
            lent.Lend(pinned, bytes.Length);
            var reader = new MessagePackReader(lent.CreateMemory(bytes.Length));
            lent.Lend(null, 0);
            return reader;
        }
    }

    /// <summary>A writer that is never flushed, and never asked to write more than the buffer holds.</summary>
    internal static MessagePackWriter Writer(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return default;
        var lent = lender ??= new LentMemory();
        fixed (byte* pinned = buffer)
        {
            lent.Lend(pinned, buffer.Length);
            var writer = new MessagePackWriter(lent);
            lent.Lend(null, 0);
            return writer;
        }
    }

    public override Span<byte> GetSpan() => new(first, length);

    public Memory<byte> GetMemory(int sizeHint = 0) => CreateMemory(length);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => GetSpan();

    public void Advance(int count) => throw new NotSupportedException();

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }

    private void Lend(byte* start, int count)
    {
        first = start;
        length = count;
    }
}
