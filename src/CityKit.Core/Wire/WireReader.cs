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
    public bool ReadBoolean() => Expect(WireKind.Boolean) && values.ReadBoolean();

    /// <summary>An integer in the range of a signed 64-bit number, in any of its forms.</summary>
    public long ReadInt64()
    {
        if (!Expect(WireKind.Integer)) return 0;
        var at = Position;
        if (bytes[at] != WireCode.UInt64 || bytes[at + 1] < 0x80) return values.ReadInt64();
        return (long)Fail(at, LocalizedText.Values($"{values.ReadUInt64()}"), WireError.AtMost(long.MaxValue));
    }

    /// <summary>An integer from 0 to 2^64 − 1, in any of its forms.</summary>
    public ulong ReadUInt64()
    {
        if (!Expect(WireKind.Integer)) return 0;
        var at = Position;
        if (bytes[at] is not (>= WireCode.Int8 and <= WireCode.Int64 or >= WireCode.NegativeFixInt)) return values.ReadUInt64();
        var value = values.ReadInt64();
        return value >= 0 ? (ulong)value : Fail(at, LocalizedText.Values($"{value}"), new("0 或更大", "0 or more"));
    }

    /// <summary>A number, integer or floating-point, as a double.</summary>
    public double ReadDouble() =>
        Expect(NextIs(WireKind.Float) ? WireKind.Float : WireKind.Integer) ? values.ReadDouble() : 0;

    /// <summary>The UTF-8 bytes of a text, not yet checked to be UTF-8.</summary>
    public ReadOnlySpan<byte> ReadStringBytes() =>
        Expect(WireKind.Text) && Holds(Length(WireCode.String8), 0) && values.TryReadStringSpan(out var utf8) ? utf8 : default;

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
        if (!Expect(WireKind.Binary)) return default;
        var length = Length(WireCode.Bin8);
        if (!Holds(length, 0)) return default;
        values.Skip();
        return bytes.Slice(Position - (int)length, (int)length);
    }

    /// <summary>The head of an array: how many values follow. A count that cannot fit in the remaining bytes is an error.</summary>
    public int ReadArrayHeader() =>
        Expect(WireKind.Array) && HasRoomFor(Count(WireCode.Array16), 1, WireKind.Array) && values.TryReadArrayHeader(out var count)
            ? count : 0;

    /// <summary>The head of a map: how many keys, each with a value, follow.</summary>
    public int ReadMapHeader() =>
        Expect(WireKind.Map) && HasRoomFor(Count(WireCode.Map16), 2, WireKind.Map) && values.TryReadMapHeader(out var count)
            ? count : 0;

    /// <summary>An extension value.</summary>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        type = 0;
        if (!Expect(WireKind.Extension) || !HasExtensionType() || !Holds(ExtensionLength(), 1)) return default;
        var head = values.ReadExtensionFormatHeader();
        type = head.TypeCode;
        values.ReadRaw(head.Length);
        return bytes.Slice(Position - (int)head.Length, (int)head.Length);
    }

    /// <summary>Passes over one value, whatever it is, to the depth limit.</summary>
    public void Skip() => Skip(0);

    /// <summary>Notes what the caller found wrong with a value, unless something was wrong before.</summary>
    public void Reject(int offset, LocalizedText found, LocalizedText expected) => Fail(offset, found, expected);

    /// <summary>Notes that bytes follow where something should have ended, unless something was wrong before.</summary>
    /// <param name="of">What should have ended, such as a batch.</param>
    public void RejectRest(LocalizedText of)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (Error is null) Fail(Position, new("多余的字节", "more bytes"), new($"{of.Zh}结束", $"the end of the {of.En}"));
    }

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
            case WireKind.NeverUsed: Expect(WireKind.Nil); break;
            default: values.Skip(); break;
        }
    }

    private void SkipMany(int count, int depth)
    {
        if (depth >= maxDepth) Fail(Position,
            new($"{depth + 1} 层嵌套的值", $"values nested {depth + 1} deep"), WireError.AtMost(maxDepth));
        for (var i = 0; i < count && Error is null; i++) Skip(depth + 1);
    }

    private readonly WireHead Next => WireHead.At(bytes[Position]);

    private readonly bool NextIs(WireKind kind) => Error is null && !AtEnd && Next.Kind == kind;

    /// <summary>True when a value of this kind is next and its head is whole; the error is noted otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Expect(WireKind kind)
    {
        var at = Position;
        if (Error is null && (uint)at < (uint)bytes.Length && WireHead.At(bytes[at]) is var head && head.Kind == kind
            && head.Bytes <= bytes.Length - at)
            return true;
        FailHead(kind);
        return false;
    }

    private void FailHead(WireKind kind)
    {
        if (Error is not null) return;
        var at = Position;
        if (AtEnd) Fail(at, new("结尾", "the end"), WireTerms.Kind(WireKind.Nil));
        else if (Next.Kind != kind) Fail(at, WireTerms.Byte(bytes[at]), WireTerms.Kind(kind));
        else FailLength(at + 1, bytes.Length - at - 1, Next.Bytes - 1);
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
        return at < bytes.Length || FailLength(at, 0, 1);
    }

    /// <summary>True when the bytes that the next value's head announces are there, after the head and <paramref name="more"/>.</summary>
    private bool Holds(uint length, int more)
    {
        var left = bytes.Length - Position - Next.Bytes - more;
        return length <= (uint)left || FailLength(Position, left, length);
    }

    private bool FailLength(int at, int left, long length) =>
        Fail(at, new($"剩余 {left} 字节", $"{left} bytes left"), WireError.Bytes(length)) != 0;

    private bool HasRoomFor(uint count, int bytesEach, WireKind what)
    {
        var left = bytes.Length - Position - Next.Bytes;
        return count <= (uint)(left / bytesEach) || FailCount(count, what);
    }

    private bool FailCount(uint count, WireKind what) => Fail(Position,
        new($"长度为 {count} 的{WireTerms.Kind(what).Zh}", $"{WireTerms.Kind(what).En} of {count}"),
        new("不多于剩余字节所能容纳的值", "no more values than bytes are left for")) != 0;

    private void FailText(int at, int length, int maxBytes)
    {
        if (length > maxBytes)
            Fail(at, new($"{length} 字节的文本", $"a text of {length} bytes"), WireError.AtMost(maxBytes));
        else Fail(at, new("非 UTF-8 字节", "bytes that are not UTF-8"), WireTerms.Kind(WireKind.Text));
    }

    private ulong Fail(int at, LocalizedText found, LocalizedText expected)
    {
        Error ??= new WireError(at, found, expected);
        return 0;
    }
}
