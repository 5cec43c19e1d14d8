using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using MessagePack;

namespace CityKit.Core.Wire;

/// <summary>
/// Reads MessagePack values from a span; allocates only for strings. The first thing wrong is kept in <see cref="Error"/>,
/// and every later read returns a default, so that callers check once at the end.
/// </summary>
/// <remarks>
/// The values are read by the MessagePack package. Whether a value is of the asked kind and there as a whole is checked before, because the
/// package throws and a bad event must cost no exception; and because it takes nil for any text or bytes, and texts for bytes.
/// </remarks>
public unsafe ref struct WireReader
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly int maxDepth;
    private MessagePackReader values;

    /// <summary>A reader at the start of bytes.</summary>
    /// <param name="bytes">What to read.</param>
    /// <param name="maxDepth">How deep <see cref="Skip()"/> follows arrays and maps.</param>
    public WireReader(ReadOnlySpan<byte> bytes, int maxDepth = 8)
    {
        this.bytes = bytes;
        this.maxDepth = maxDepth;
        fixed (byte* first = bytes) values = new MessagePackReader(LentMemory.Of(first, bytes.Length).Memory);
    }

    /// <summary>The next byte to read.</summary>
    public readonly int Position => (int)values.Consumed;

    /// <summary>The first thing wrong; null while all is well.</summary>
    public WireError? Error { get; private set; }

    /// <summary>True when everything was read.</summary>
    public readonly bool AtEnd => Position == bytes.Length;

    /// <summary>True when a text is next.</summary>
    public readonly bool NextIsString => NextIs(WireKind.Text);

    /// <summary>True, and consumed, when nil is next.</summary>
    public bool TryReadNil() => NextIs(WireKind.Nil) && values.TryReadNil();

    /// <summary>true or false.</summary>
    public bool ReadBoolean() => Expect(WireKind.Boolean, "a boolean") && values.ReadBoolean();

    /// <summary>An integer in the range of a signed 64-bit number, in any of its forms.</summary>
    public long ReadInt64()
    {
        if (!Expect(WireKind.Integer, "an integer")) return 0;
        var at = Position;
        if (bytes[at] != WireCode.UInt64 || bytes[at + 1] < 0x80) return values.ReadInt64();
        return (long)Fail(at, values.ReadUInt64().ToString(), "at most 9223372036854775807");
    }

    /// <summary>An integer from 0 to 2^64 − 1, in any of its forms.</summary>
    public ulong ReadUInt64()
    {
        if (!Expect(WireKind.Integer, "an integer")) return 0;
        var at = Position;
        if (bytes[at] is not (>= WireCode.Int8 and <= WireCode.Int64 or >= WireCode.NegativeFixInt)) return values.ReadUInt64();
        var value = values.ReadInt64();
        return value >= 0 ? (ulong)value : Fail(at, $"{value}", "0 or more");
    }

    /// <summary>A number, integer or floating-point, as a double.</summary>
    public double ReadDouble() =>
        Expect(NextIs(WireKind.Float) ? WireKind.Float : WireKind.Integer, "an integer") ? values.ReadDouble() : 0;

    /// <summary>The UTF-8 bytes of a text, not yet checked to be UTF-8.</summary>
    public ReadOnlySpan<byte> ReadStringBytes() =>
        Expect(WireKind.Text, "a text") && Holds(Length(WireCode.String8), 0) && values.TryReadStringSpan(out var utf8) ? utf8 : default;

    /// <summary>A text of at most <paramref name="maxBytes"/> bytes of UTF-8.</summary>
    public string ReadString(int maxBytes = 256)
    {
        var at = Position;
        var utf8 = ReadStringBytes();
        if (utf8.Length <= maxBytes && Ascii.IsValid(utf8)) return Encoding.Latin1.GetString(utf8);
        if (utf8.Length <= maxBytes && Utf8.IsValid(utf8)) return Encoding.UTF8.GetString(utf8);
        FailText(at, utf8.Length, maxBytes);
        return "";
    }

    /// <summary>Bytes.</summary>
    public ReadOnlySpan<byte> ReadBinary()
    {
        if (!Expect(WireKind.Binary, "bytes")) return default;
        var length = Length(WireCode.Bin8);
        if (!Holds(length, 0)) return default;
        values.Skip();
        return bytes.Slice(Position - (int)length, (int)length);
    }

    /// <summary>The head of an array: how many values follow. A count that cannot fit in the remaining bytes is an error.</summary>
    public int ReadArrayHeader() =>
        Expect(WireKind.Array, "an array") && HasRoomFor(Count(WireCode.Array16), 1, "an array") && values.TryReadArrayHeader(out var count)
            ? count : 0;

    /// <summary>The head of a map: how many keys, each with a value, follow.</summary>
    public int ReadMapHeader() =>
        Expect(WireKind.Map, "a map") && HasRoomFor(Count(WireCode.Map16), 2, "a map") && values.TryReadMapHeader(out var count)
            ? count : 0;

    /// <summary>An extension value.</summary>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        type = 0;
        if (!Expect(WireKind.Extension, "an extension") || !HasExtensionType() || !Holds(ExtensionLength(), 1)) return default;
        var head = values.ReadExtensionFormatHeader();
        type = head.TypeCode;
        values.ReadRaw(head.Length);
        return bytes.Slice(Position - (int)head.Length, (int)head.Length);
    }

    /// <summary>Passes over one value, whatever it is, to the depth limit.</summary>
    public void Skip() => Skip(0);

    /// <summary>Notes what the caller found wrong with a value, unless something was wrong before.</summary>
    public void Reject(int offset, string found, string expected) => Fail(offset, found, expected);

    private void Skip(int depth)
    {
        if (Error is not null) return;
        switch (AtEnd ? WireKind.NeverUsed : Next.Kind)
        {
            case WireKind.Integer or WireKind.Float: ReadDouble(); break;
            case WireKind.Text: ReadStringBytes(); break;
            case WireKind.Binary: ReadBinary(); break;
            case WireKind.Array: SkipMany(ReadArrayHeader(), depth); break;
            case WireKind.Map: SkipMany(2 * ReadMapHeader(), depth); break;
            case WireKind.Extension: ReadExtension(out _); break;
            case WireKind.NeverUsed: Expect(WireKind.Nil, "a MessagePack value"); break;
            default: values.Skip(); break;
        }
    }

    private void SkipMany(int count, int depth)
    {
        if (depth >= maxDepth) Fail(Position, $"values nested {depth + 1} deep", $"at most {maxDepth}");
        for (var i = 0; i < count && Error is null; i++) Skip(depth + 1);
    }

    private readonly WireHead Next => WireHead.At(bytes[Position]);

    private readonly bool NextIs(WireKind kind) => Error is null && !AtEnd && Next.Kind == kind;

    /// <summary>True when a value of this kind is next and its head is whole; the error is noted otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Expect(WireKind kind, string expected)
    {
        var at = Position;
        if (Error is null && (uint)at < (uint)bytes.Length && WireHead.At(bytes[at]) is var head && head.Kind == kind
            && head.Bytes <= bytes.Length - at)
            return true;
        FailHead(kind, expected);
        return false;
    }

    private void FailHead(WireKind kind, string expected)
    {
        if (Error is not null) return;
        var at = Position;
        if (AtEnd) Fail(at, "the end", "a MessagePack value");
        else if (Next.Kind != kind) Fail(at, $"byte 0x{bytes[at]:x2}", expected);
        else Fail(at + 1, $"{bytes.Length - at - 1} bytes left", $"{Next.Bytes - 1} bytes");
    }

    /// <summary>The length of the text or bytes that is next, from its head.</summary>
    private readonly uint Length(byte oneByte) => Next.Bytes == 1 ? bytes[Position] & 0x1fu : Number(bytes[Position] - oneByte);

    /// <summary>The count of the array or map that is next, from its head.</summary>
    private readonly uint Count(byte twoBytes) => Next.Bytes == 1 ? bytes[Position] & 0x0fu : Number(bytes[Position] - twoBytes + 1);

    private readonly uint ExtensionLength() =>
        Next.Bytes == 1 ? 1u << (bytes[Position] - WireCode.FixExt1) : Number(bytes[Position] - WireCode.Ext8);

    /// <summary>The number after the next byte, in 1, 2 or 4 bytes.</summary>
    private readonly uint Number(int form) => form switch
    {
        0 => bytes[Position + 1],
        1 => BinaryPrimitives.ReadUInt16BigEndian(bytes[(Position + 1)..]),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[(Position + 1)..]),
    };

    private bool HasExtensionType()
    {
        var at = Position + Next.Bytes;
        return at < bytes.Length || Fail(at, "0 bytes left", "1 bytes") != 0;
    }

    /// <summary>True when the bytes that the next value's head announces are there, after the head and <paramref name="more"/>.</summary>
    private bool Holds(uint length, int more)
    {
        var left = bytes.Length - Position - Next.Bytes - more;
        return length <= (uint)left || FailLength(left, length);
    }

    private bool FailLength(int left, uint length) => Fail(Position, $"{left} bytes left", $"{length} bytes") != 0;

    private bool HasRoomFor(uint count, int bytesEach, string what)
    {
        var left = bytes.Length - Position - Next.Bytes;
        return count <= (uint)(left / bytesEach) || FailCount(count, what);
    }

    private bool FailCount(uint count, string what) => Fail(Position, $"{what} of {count}", "no more values than bytes are left for") != 0;

    private void FailText(int at, int length, int maxBytes)
    {
        if (length > maxBytes) Fail(at, $"a text of {length} bytes", $"at most {maxBytes}");
        else Fail(at, "bytes that are not UTF-8", "a text");
    }

    private ulong Fail(int at, string found, string expected)
    {
        Error ??= new WireError(at, found, expected);
        return 0;
    }
}
