using System.Buffers;

namespace CityKit.Core.Wire;

/// <summary>
/// Lends pinned bytes to the MessagePack package, whose reader and writer take memory: their constructors turn it into a span and read and
/// write only that from then on, as a reference that the garbage collector follows. So the bytes are pinned for the constructor alone, and
/// what is lent is empty for anyone who asks later. <see cref="WireReader"/> and <see cref="WireWriter"/> hold the span too: the compiler
/// keeps them from outliving it.
/// </summary>
internal sealed unsafe class LentMemory : MemoryManager<byte>, IBufferWriter<byte>
{
    [ThreadStatic] private static LentMemory? perThread;
    private byte* first;
    private int length;

    /// <summary>The thread's one, to be handed to a constructor at once.</summary>
    internal static LentMemory Of(byte* first, int length)
    {
        var lent = perThread ??= new LentMemory();
        lent.first = first;
        lent.length = length;
        return lent;
    }

    public override Memory<byte> Memory => CreateMemory(length);

    public override Span<byte> GetSpan()
    {
        var span = new Span<byte>(first, length);
        length = 0;
        return span;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => Memory;

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => GetSpan();

    public void Advance(int count) => throw new NotSupportedException();

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }
}
