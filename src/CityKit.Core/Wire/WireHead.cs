namespace CityKit.Core.Wire;

/// <summary>What a value's first byte says: its kind, and how many bytes its head takes, that byte and a number or length after it.</summary>
internal readonly record struct WireHead(WireKind Kind, byte Bytes)
{
    private static readonly WireHead[] ByCode = [.. Enumerable.Range(0, 256).Select(code => Of((byte)code))];

    internal static WireHead At(byte code) => ByCode[code];

    private static WireHead Of(byte code) => code switch
    {
        <= 0x7f or >= WireCode.NegativeFixInt => new(WireKind.Integer, 1),
        <= 0x8f => new(WireKind.Map, 1),
        <= 0x9f => new(WireKind.Array, 1),
        <= 0xbf => new(WireKind.Text, 1),
        WireCode.Nil => new(WireKind.Nil, 1),
        WireCode.NeverUsed => new(WireKind.NeverUsed, 1),
        WireCode.False or WireCode.True => new(WireKind.Boolean, 1),
        <= WireCode.Bin32 => new(WireKind.Binary, WithLength(code - WireCode.Bin8)),
        <= WireCode.Ext32 => new(WireKind.Extension, WithLength(code - WireCode.Ext8)),
        <= WireCode.Float64 => new(WireKind.Float, WithLength(code - WireCode.Float32 + 2)),
        <= WireCode.UInt64 => new(WireKind.Integer, WithLength(code - WireCode.UInt8)),
        <= WireCode.Int64 => new(WireKind.Integer, WithLength(code - WireCode.Int8)),
        <= WireCode.FixExt16 => new(WireKind.Extension, 1),
        <= WireCode.String32 => new(WireKind.Text, WithLength(code - WireCode.String8)),
        <= WireCode.Array32 => new(WireKind.Array, WithLength(code - WireCode.Array16 + 1)),
        _ => new(WireKind.Map, WithLength(code - WireCode.Map16 + 1)),
    };

    /// <summary>The first byte and the 1, 2, 4 or 8 after it.</summary>
    private static byte WithLength(int power) => (byte)(1 + (1 << power));
}
