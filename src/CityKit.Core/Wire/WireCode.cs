namespace CityKit.Core.Wire;

/// <summary>The first byte of every MessagePack value, as the specification names it.</summary>
internal static class WireCode
{
    internal const byte FixMap = 0x80, FixArray = 0x90, FixString = 0xa0;
    internal const byte Nil = 0xc0, NeverUsed = 0xc1, False = 0xc2, True = 0xc3;
    internal const byte Bin8 = 0xc4, Bin16 = 0xc5, Bin32 = 0xc6;
    internal const byte Ext8 = 0xc7, Ext16 = 0xc8, Ext32 = 0xc9;
    internal const byte Float32 = 0xca, Float64 = 0xcb;
    internal const byte UInt8 = 0xcc, UInt16 = 0xcd, UInt32 = 0xce, UInt64 = 0xcf;
    internal const byte Int8 = 0xd0, Int16 = 0xd1, Int32 = 0xd2, Int64 = 0xd3;
    internal const byte FixExt1 = 0xd4, FixExt16 = 0xd8;
    internal const byte String8 = 0xd9, String16 = 0xda, String32 = 0xdb;
    internal const byte Array16 = 0xdc, Array32 = 0xdd, Map16 = 0xde, Map32 = 0xdf;
    internal const byte NegativeFixInt = 0xe0;
}
