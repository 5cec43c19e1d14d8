using System.Buffers.Binary;
using System.Text;

namespace CityKit.Core.Wire;

/// <summary>Writes MessagePack values into a span, each in its shortest form; allocates nothing.</summary>
/// <param name="buffer">Where to write; a value that does not fit is the caller's bug.</param>
public ref struct WireWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;

    /// <summary>How many bytes were written.</summary>
    public int Position { get; private set; }

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => buffer[..Position];

    /// <summary>nil.</summary>
    /// <exception cref="ArgumentException">The buffer is full; so for every write.</exception>
    public void WriteNil() => Take(1)[0] = WireCode.Nil;

    /// <summary>true or false.</summary>
    public void WriteBoolean(bool value) => Take(1)[0] = value ? WireCode.True : WireCode.False;

    /// <summary>A signed integer.</summary>
    public void WriteInt64(long value)
    {
        if (value >= 0) WriteUInt64((ulong)value);
        else if (value >= -32) Take(1)[0] = (byte)value;
        else if (value >= sbyte.MinValue) Head(WireCode.Int8, 1)[0] = (byte)value;
        else if (value >= short.MinValue) BinaryPrimitives.WriteInt16BigEndian(Head(WireCode.Int16, 2), (short)value);
        else if (value >= int.MinValue) BinaryPrimitives.WriteInt32BigEndian(Head(WireCode.Int32, 4), (int)value);
        else BinaryPrimitives.WriteInt64BigEndian(Head(WireCode.Int64, 8), value);
    }

    /// <summary>An unsigned integer.</summary>
    public void WriteUInt64(ulong value)
    {
        if (value <= 0x7f) Take(1)[0] = (byte)value;
        else if (value <= byte.MaxValue) Head(WireCode.UInt8, 1)[0] = (byte)value;
        else if (value <= ushort.MaxValue) BinaryPrimitives.WriteUInt16BigEndian(Head(WireCode.UInt16, 2), (ushort)value);
        else if (value <= uint.MaxValue) BinaryPrimitives.WriteUInt32BigEndian(Head(WireCode.UInt32, 4), (uint)value);
        else BinaryPrimitives.WriteUInt64BigEndian(Head(WireCode.UInt64, 8), value);
    }

    /// <summary>A 32-bit floating-point number.</summary>
    public void WriteSingle(float value) => BinaryPrimitives.WriteSingleBigEndian(Head(WireCode.Float32, 4), value);

    /// <summary>A 64-bit floating-point number.</summary>
    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleBigEndian(Head(WireCode.Float64, 8), value);

    /// <summary>A text, as UTF-8.</summary>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        if (length <= 31) Take(1)[0] = (byte)(WireCode.FixString | length);
        else WriteLength(WireCode.String8, WireCode.String16, length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>Bytes.</summary>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        WriteLength(WireCode.Bin8, WireCode.Bin16, value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>The head of an array; its <paramref name="count"/> values follow.</summary>
    public void WriteArrayHeader(int count) => WriteCount(WireCode.FixArray, WireCode.Array16, count);

    /// <summary>The head of a map; <paramref name="count"/> keys, each with its value, follow.</summary>
    public void WriteMapHeader(int count) => WriteCount(WireCode.FixMap, WireCode.Map16, count);

    /// <summary>An extension value of an application's own type.</summary>
    public void WriteExtension(sbyte type, scoped ReadOnlySpan<byte> data)
    {
        var fixedSize = data.Length is 1 or 2 or 4 or 8 or 16;
        if (fixedSize) Take(1)[0] = (byte)(WireCode.FixExt1 + int.Log2(data.Length));
        else WriteLength(WireCode.Ext8, WireCode.Ext16, data.Length);
        Take(1)[0] = (byte)type;
        data.CopyTo(Take(data.Length));
    }

    /// <summary>Values that are encoded already.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> encoded) => encoded.CopyTo(Take(encoded.Length));

    private void WriteLength(byte oneByte, byte twoBytes, int length)
    {
        if (length <= byte.MaxValue) Head(oneByte, 1)[0] = (byte)length;
        else if (length <= ushort.MaxValue) BinaryPrimitives.WriteUInt16BigEndian(Head(twoBytes, 2), (ushort)length);
        else BinaryPrimitives.WriteInt32BigEndian(Head((byte)(twoBytes + 1), 4), length);
    }

    private void WriteCount(byte fix, byte twoBytes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= 15) Take(1)[0] = (byte)(fix | count);
        else if (count <= ushort.MaxValue) BinaryPrimitives.WriteUInt16BigEndian(Head(twoBytes, 2), (ushort)count);
        else BinaryPrimitives.WriteInt32BigEndian(Head((byte)(twoBytes + 1), 4), count);
    }

    private Span<byte> Head(byte code, int length)
    {
        var span = Take(1 + length);
        span[0] = code;
        return span[1..];
    }

    private Span<byte> Take(int length)
    {
        if (length > buffer.Length - Position) throw new ArgumentException($"The buffer of {buffer.Length} bytes is full at {Position}; {length} more are needed. 缓冲区已满。");
        var span = buffer.Slice(Position, length);
        Position += length;
        return span;
    }
}
