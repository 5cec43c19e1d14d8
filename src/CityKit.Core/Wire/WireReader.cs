using System.Buffers.Binary;
using System.Text;

namespace CityKit.Core.Wire;

/// <summary>
/// Reads MessagePack values from a span; allocates only for strings. The first thing wrong is kept in <see cref="Error"/>,
/// and every later read returns a default, so that callers check once at the end.
/// </summary>
/// <param name="bytes">What to read.</param>
/// <param name="maxDepth">How deep <see cref="Skip()"/> follows arrays and maps.</param>
public ref struct WireReader(ReadOnlySpan<byte> bytes, int maxDepth = 8)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly int maxDepth = maxDepth;

    /// <summary>The next byte to read.</summary>
    public int Position { get; private set; }

    /// <summary>The first thing wrong; null while all is well.</summary>
    public WireError? Error { get; private set; }

    /// <summary>True when everything was read.</summary>
    public readonly bool AtEnd => Position == bytes.Length;

    /// <summary>True when a text is next.</summary>
    public readonly bool NextIsString => Error is null && !AtEnd && bytes[Position] is >= WireCode.FixString and <= 0xbf or >= WireCode.String8 and <= WireCode.String32;

    /// <summary>True, and consumed, when nil is next.</summary>
    public bool TryReadNil()
    {
        if (Error is not null || AtEnd || bytes[Position] != WireCode.Nil) return false;
        Position++;
        return true;
    }

    /// <summary>true or false.</summary>
    public bool ReadBoolean()
    {
        var code = Code();
        if (code is WireCode.True or WireCode.False) return code == WireCode.True;
        return FailAt(Position - 1, code, "a boolean") != 0;
    }

    /// <summary>An integer in the range of a signed 64-bit number, in any of its forms.</summary>
    public long ReadInt64()
    {
        var at = Position;
        var code = Code();
        switch (code)
        {
            case <= 0x7f: return code;
            case >= WireCode.NegativeFixInt: return (sbyte)code;
            case WireCode.Int8: return (sbyte)Fixed(1)[0];
            case WireCode.Int16: return BinaryPrimitives.ReadInt16BigEndian(Fixed(2));
            case WireCode.Int32: return BinaryPrimitives.ReadInt32BigEndian(Fixed(4));
            case WireCode.Int64: return BinaryPrimitives.ReadInt64BigEndian(Fixed(8));
        }
        var value = Unsigned(code, at);
        return value <= long.MaxValue ? (long)value : (long)Fail(at, value.ToString(), "at most 9223372036854775807");
    }

    /// <summary>An integer from 0 to 2^64 − 1, in any of its forms.</summary>
    public ulong ReadUInt64()
    {
        var at = Position;
        if (!AtEnd && bytes[at] is >= WireCode.Int8 and <= WireCode.Int64 or >= WireCode.NegativeFixInt)
        {
            var value = ReadInt64();
            return value >= 0 ? (ulong)value : Fail(at, value.ToString(), "0 or more");
        }
        return Unsigned(Code(), at);
    }

    /// <summary>A number, integer or floating-point, as a double.</summary>
    public double ReadDouble()
    {
        if (Error is null && !AtEnd && bytes[Position] is WireCode.Float32 or WireCode.Float64)
            return Code() == WireCode.Float32 ? BinaryPrimitives.ReadSingleBigEndian(Fixed(4)) : BinaryPrimitives.ReadDoubleBigEndian(Fixed(8));
        return !AtEnd && bytes[Position] == WireCode.UInt64 ? ReadUInt64() : ReadInt64();
    }

    /// <summary>The UTF-8 bytes of a text, not yet checked to be UTF-8.</summary>
    public ReadOnlySpan<byte> ReadStringBytes()
    {
        var at = Position;
        var code = Code();
        if (code is >= WireCode.FixString and <= 0xbf) return Slice(at, (uint)(code & 0x1f));
        if (code is >= WireCode.String8 and <= WireCode.String32) return Slice(at, Length(code - WireCode.String8));
        FailAt(at, code, "a text");
        return default;
    }

    /// <summary>A text of at most <paramref name="maxBytes"/> bytes of UTF-8.</summary>
    public string ReadString(int maxBytes = 256)
    {
        var at = Position;
        var utf8 = ReadStringBytes();
        if (utf8.Length > maxBytes) { Fail(at, $"a text of {utf8.Length} bytes", $"at most {maxBytes}"); return ""; }
        if (System.Text.Unicode.Utf8.IsValid(utf8)) return Utf8.GetString(utf8);
        Fail(at, "bytes that are not UTF-8", "a text");
        return "";
    }

    /// <summary>Bytes.</summary>
    public ReadOnlySpan<byte> ReadBinary()
    {
        var at = Position;
        var code = Code();
        if (code is >= WireCode.Bin8 and <= WireCode.Bin32) return Slice(at, Length(code - WireCode.Bin8));
        FailAt(at, code, "bytes");
        return default;
    }

    /// <summary>The head of an array: how many values follow. A count that cannot fit in the remaining bytes is an error.</summary>
    public int ReadArrayHeader() => Count(WireCode.FixArray, WireCode.Array16, 1, "an array");

    /// <summary>The head of a map: how many keys, each with a value, follow.</summary>
    public int ReadMapHeader() => Count(WireCode.FixMap, WireCode.Map16, 2, "a map");

    /// <summary>An extension value.</summary>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        var at = Position;
        var code = Code();
        type = 0;
        uint length;
        if (code is >= WireCode.FixExt1 and <= WireCode.FixExt16) length = 1u << (code - WireCode.FixExt1);
        else if (code is >= WireCode.Ext8 and <= WireCode.Ext32) length = Length(code - WireCode.Ext8);
        else { FailAt(at, code, "an extension"); return default; }
        type = (sbyte)Fixed(1)[0];
        return Slice(at, length);
    }

    /// <summary>Passes over one value, whatever it is, to the depth limit.</summary>
    public void Skip() => Skip(0);

    /// <summary>Notes what the caller found wrong with a value, unless something was wrong before.</summary>
    public void Reject(int offset, string found, string expected) => Fail(offset, found, expected);

    private void Skip(int depth)
    {
        if (Error is not null) return;
        if (AtEnd) { FailEnd(); return; }
        switch (bytes[Position])
        {
            case <= 0x7f or >= WireCode.NegativeFixInt or WireCode.Nil or WireCode.True or WireCode.False: Position++; break;
            case >= WireCode.FixString and <= 0xbf or >= WireCode.String8 and <= WireCode.String32: ReadStringBytes(); break;
            case >= WireCode.Bin8 and <= WireCode.Bin32: ReadBinary(); break;
            case >= WireCode.Float32 and <= WireCode.Float64: ReadDouble(); break;
            case >= WireCode.UInt8 and <= WireCode.UInt64: ReadUInt64(); break;
            case >= WireCode.Int8 and <= WireCode.Int64: ReadInt64(); break;
            case >= WireCode.FixArray and <= 0x9f or WireCode.Array16 or WireCode.Array32: SkipMany(ReadArrayHeader(), depth); break;
            case >= WireCode.FixMap and <= 0x8f or WireCode.Map16 or WireCode.Map32: SkipMany(2 * ReadMapHeader(), depth); break;
            case WireCode.NeverUsed: Fail(Position, "byte 0xc1", "a MessagePack value"); break;
            default: ReadExtension(out _); break;
        }
    }

    private void SkipMany(int count, int depth)
    {
        if (depth >= maxDepth) Fail(Position, $"values nested {depth + 1} deep", $"at most {maxDepth}");
        for (var i = 0; i < count && Error is null; i++) Skip(depth + 1);
    }

    private ulong Unsigned(byte code, int at) => code switch
    {
        <= 0x7f => code,
        WireCode.UInt8 => Fixed(1)[0],
        WireCode.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(Fixed(2)),
        WireCode.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(Fixed(4)),
        WireCode.UInt64 => BinaryPrimitives.ReadUInt64BigEndian(Fixed(8)),
        _ => FailAt(at, code, "an integer"),
    };

    private int Count(byte fix, byte twoBytes, int bytesEach, string what)
    {
        var at = Position;
        var code = Code();
        uint count;
        if ((code & 0xf0) == fix) count = (uint)(code & 0x0f);
        else if (code == twoBytes || code == twoBytes + 1) count = Length(code == twoBytes ? 1 : 2);
        else return (int)FailAt(at, code, what);
        if (Error is null && count <= (uint)(bytes.Length - Position) / (uint)bytesEach) return (int)count;
        return (int)Fail(at, $"{what} of {count}", "no more values than bytes are left for");
    }

    private uint Length(int form) => form switch
    {
        0 => Fixed(1)[0],
        1 => BinaryPrimitives.ReadUInt16BigEndian(Fixed(2)),
        _ => BinaryPrimitives.ReadUInt32BigEndian(Fixed(4)),
    };

    private ReadOnlySpan<byte> Slice(int at, uint length)
    {
        if (Error is not null) return default;
        if (length > (uint)(bytes.Length - Position)) { Fail(at, $"{bytes.Length - Position} bytes left", $"{length} bytes"); return default; }
        var slice = bytes.Slice(Position, (int)length);
        Position += (int)length;
        return slice;
    }

    /// <summary>Exactly <paramref name="length"/> bytes; zeros once something is wrong.</summary>
    private ReadOnlySpan<byte> Fixed(int length)
    {
        var slice = Slice(Position, (uint)length);
        return Error is null ? slice : "\0\0\0\0\0\0\0\0"u8;
    }

    /// <summary>The next code; once something is wrong, one that reads as the integer 0.</summary>
    private byte Code()
    {
        if (Error is not null) return 0;
        if (!AtEnd) return bytes[Position++];
        FailEnd();
        return 0;
    }

    private void FailEnd() => Fail(Position, "the end", "a MessagePack value");

    private ulong FailAt(int at, byte code, string expected) => Fail(at, $"byte 0x{code:x2}", expected);

    private ulong Fail(int at, string found, string expected)
    {
        Error ??= new WireError(at, found, expected);
        return 0;
    }
}
