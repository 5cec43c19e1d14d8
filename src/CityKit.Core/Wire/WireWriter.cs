using System.Buffers;
using System.Text;
using MessagePack;

namespace CityKit.Core.Wire;

/// <summary>Writes MessagePack values into a span through the MessagePack package, each in its shortest form; allocates nothing.</summary>
public unsafe ref struct WireWriter
{
    private const int LongestNumber = 9;
    private const int LongestShortText = 31; // its head is one byte
    private readonly Span<byte> buffer;
    private MessagePackWriter values; // never flushed, and never asked to write more than the buffer holds

    /// <summary>A writer at the start of a buffer.</summary>
    /// <param name="buffer">Where to write; a value that does not fit is the caller's bug.</param>
    public WireWriter(Span<byte> buffer)
    {
        this.buffer = buffer;
        if (buffer.IsEmpty) return;
        fixed (byte* first = buffer) values = new MessagePackWriter(LentMemory.Of(first, buffer.Length));
    }

    /// <summary>How many bytes were written.</summary>
    public int Position => buffer.Length - Free;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => buffer[..Position];

    /// <summary>nil.</summary>
    /// <exception cref="ArgumentException">The buffer is full; so for every write.</exception>
    public void WriteNil()
    {
        Need(1);
        values.WriteNil();
    }

    /// <summary>true or false.</summary>
    public void WriteBoolean(bool value)
    {
        Need(1);
        values.Write(value);
    }

    /// <summary>A signed integer.</summary>
    public void WriteInt64(long value)
    {
        if (Free < LongestNumber) Need(MessagePackWriter.GetEncodedLength(value));
        values.Write(value);
    }

    /// <summary>An unsigned integer.</summary>
    public void WriteUInt64(ulong value)
    {
        if (Free < LongestNumber) Need(MessagePackWriter.GetEncodedLength(value));
        values.Write(value);
    }

    /// <summary>A 32-bit floating-point number.</summary>
    public void WriteSingle(float value)
    {
        Need(5);
        values.Write(value);
    }

    /// <summary>A 64-bit floating-point number.</summary>
    public void WriteDouble(double value)
    {
        Need(9);
        values.Write(value);
    }

    /// <summary>A text, as UTF-8.</summary>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        if (!TryWriteShort(value)) WriteAny(value);
    }

    /// <summary>Writes a short ASCII text, which most are, without measuring it first.</summary>
    private bool TryWriteShort(scoped ReadOnlySpan<char> value)
    {
        var room = values.GetSpan(0);
        if (value.Length > LongestShortText || value.Length >= room.Length) return false;
        if (Ascii.FromUtf16(value, room[1..], out var length) != OperationStatus.Done) return false;
        values.WriteStringHeader(length);
        values.Advance(length);
        return true;
    }

    private void WriteAny(scoped ReadOnlySpan<char> value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Need((length <= LongestShortText ? 1 : LengthHead(length)) + length);
        values.WriteStringHeader(length);
        Encoding.UTF8.GetBytes(value, values.GetSpan(length));
        values.Advance(length);
    }

    /// <summary>Bytes.</summary>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        Need(LengthHead(value.Length) + value.Length);
        values.WriteBinHeader(value.Length);
        Copy(value);
    }

    /// <summary>The head of an array; its <paramref name="count"/> values follow.</summary>
    public void WriteArrayHeader(int count)
    {
        Need(CountHead(count));
        values.WriteArrayHeader(count);
    }

    /// <summary>The head of a map; <paramref name="count"/> keys, each with its value, follow.</summary>
    public void WriteMapHeader(int count)
    {
        Need(CountHead(count));
        values.WriteMapHeader(count);
    }

    /// <summary>An extension value of an application's own type.</summary>
    public void WriteExtension(sbyte type, scoped ReadOnlySpan<byte> data)
    {
        var fixedSize = data.Length is 1 or 2 or 4 or 8 or 16;
        Need((fixedSize ? 1 : LengthHead(data.Length)) + 1 + data.Length);
        values.WriteExtensionFormatHeader(new ExtensionHeader(type, data.Length));
        Copy(data);
    }

    /// <summary>Values that are encoded already.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> encoded)
    {
        Need(encoded.Length);
        Copy(encoded);
    }

    private int Free => values.GetSpan(0).Length;

    /// <summary>How many bytes a head with a length of 1, 2 or 4 bytes takes.</summary>
    private static int LengthHead(int length) => length <= byte.MaxValue ? 2 : length <= ushort.MaxValue ? 3 : 5;

    private static int CountHead(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count <= 15 ? 1 : count <= ushort.MaxValue ? 3 : 5;
    }

    private void Copy(scoped ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(values.GetSpan(encoded.Length));
        values.Advance(encoded.Length);
    }

    private void Need(int length)
    {
        if (length > Free) ThrowFull(length);
    }

    private void ThrowFull(int length) =>
        throw new ArgumentException($"The buffer of {buffer.Length} bytes is full at {Position}; {length} more are needed.");
}
