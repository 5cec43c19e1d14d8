using System.Buffers.Text;
using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Status;

/// <summary>
/// A list of statuses (状态列表), each of 1, 2, 4 or 8 bits, as the Token Status List draft 21 packs them: in each byte the least significant
/// bits come first. Immutable; <see cref="StatusListBuilder"/> makes and changes one.
/// </summary>
public sealed class StatusList
{
    /// <summary>The most bytes of a list without compression, 4 MiB: 33,554,432 entries of 1 bit, 4,194,304 of 8 bits.</summary>
    public const int MaxBytes = 4 << 20;

    private readonly byte[] bytes;
    private readonly int shift; // an entry has 2^shift bits
    private readonly int mask;

    internal StatusList(int bits, byte[] bytes)
    {
        this.bytes = bytes;
        shift = int.Log2(bits);
        mask = (1 << bits) - 1;
    }

    /// <summary>The bits of an entry: 1, 2, 4 or 8.</summary>
    public int Bits => 1 << shift;

    /// <summary>How many entries it has: a whole number of bytes, so a multiple of 8, 4, 2 or 1.</summary>
    public int Count => bytes.Length << 3 >> shift;

    /// <summary>The packed statuses.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The status at an index from 0: 0 is valid, 1 invalid, 2 suspended, the others are the issuer's own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The list has no such index.</exception>
    public int this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw OutOfRange(index, Count);
            var bit = index << shift;
            return bytes[bit >> 3] >> (bit & 7) & mask;
        }
    }

    /// <summary>A list of packed statuses.</summary>
    /// <exception cref="ArgumentException">The bits are not 1, 2, 4 or 8, or the list is empty or larger than <see
    /// cref="MaxBytes"/>.</exception>
    public static StatusList FromBytes(int bits, ReadOnlySpan<byte> bytes)
    {
        if (!IsWidth(bits)) throw new ArgumentOutOfRangeException(nameof(bits), bits, "An entry has 1, 2, 4 or 8 bits.");
        if (bytes.Length is 0 or > MaxBytes)
            throw new ArgumentException($"A list has 1 to {MaxBytes} bytes, not {bytes.Length}.", nameof(bytes));
        return new StatusList(bits, bytes.ToArray());
    }

    /// <summary>Reads the object <c>status_list</c> of a token or a file: <c>bits</c> and <c>lst</c> (base64url of zlib).</summary>
    /// <returns>The list, or null with what is wrong and where. No more than <see cref="MaxBytes"/> is ever inflated.</returns>
    public static StatusList? Read(JsonValue json, out ConfigError? error)
    {
        ArgumentNullException.ThrowIfNull(json);
        error = WidthProblem(json) ?? (Lst(json) is null ? At(json, "lst", new("lst，base64url 编码的文本", "lst, a text in base64url")) : null);
        if (error is not null) return null;
        if (StrictBase64Url.Decode(Encoding.UTF8.GetBytes(Lst(json)!)) is not { } zlib)
            error = At(json, "lst", new("不带填充和多余位的 base64url", "base64url without padding and spare bits"));
        else if (Inflate(Width(json), zlib, out var found) is { } list) return list;
        else error = At(json, "lst", new($"1 至 {MaxBytes} 字节的 zlib 流", $"a zlib stream of 1 to {MaxBytes} bytes"), found);
        return null;
    }

    /// <summary>The list as the value of <c>lst</c>: base64url of zlib at its highest level.</summary>
    /// <remarks>Encoders differ: compare lists by <see cref="Bytes"/>, never by this text.</remarks>
    public string ToText() => Base64Url.EncodeToString(Deflate());

    /// <summary>The statuses compressed with zlib.</summary>
    internal byte[] Deflate() => ZlibBytes.Deflate(bytes);

    /// <returns>The list, or null with what was found in its place.</returns>
    internal static StatusList? Inflate(int bits, byte[] zlib, out LocalizedText? found)
    {
        var bytes = ZlibBytes.Inflate(zlib, MaxBytes, out found);
        if (bytes is { Length: > 0 }) return new StatusList(bits, bytes);
        found ??= new("空列表", "an empty list");
        return null;
    }

    /// <summary>What a list is in JSON.</summary>
    internal static LocalizedText Form { get; } = new("含 bits 和 lst 的对象", "an object with bits and lst");

    internal static bool IsWidth(long bits) => bits is 1 or 2 or 4 or 8;

    internal static ArgumentOutOfRangeException OutOfRange(int index, int count) =>
        new(nameof(index), index, $"The list has the indexes 0 to {count - 1}.");

    private static ConfigError? WidthProblem(JsonValue json) =>
        json.Kind != JsonKind.Object
            ? new ConfigError(json.Line, json.Column, "", json.Shown, Form)
        : Width(json) == 0 ? At(json, "bits", new("bits 为 1、2、4 或 8", "bits 1, 2, 4 or 8"))
        : null;

    /// <returns>0 when it is not one of the four.</returns>
    private static int Width(JsonValue json) =>
        json.Find("bits")?.Value is { Kind: JsonKind.Number, Text: "1" or "2" or "4" or "8" } value ? value.Text[0] - '0' : 0;

    private static string? Lst(JsonValue json) => json.Find("lst")?.Value is { Kind: JsonKind.String } value ? value.Text : null;

    private static ConfigError At(JsonValue json, string name, LocalizedText allowed, LocalizedText? found = null) =>
        json.Find(name)?.Value is { } value
            ? new ConfigError(value.Line, value.Column, name, found ?? value.Shown, allowed)
            : new ConfigError(json.Line, json.Column, name, new($"无 {name}", $"no {name}"), allowed);
}
