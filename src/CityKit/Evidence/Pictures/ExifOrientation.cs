using System.Buffers.Binary;

namespace CityKit.Evidence.Pictures;

/// <summary>How EXIF says that a picture is to be turned (tag 0x0112): the one thing in it that a viewer needs.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const int EntryBytes = 12;
    private const int ValueOffset = 8;

    /// <param name="tiff">The TIFF structure that EXIF is kept in.</param>
    /// <returns>1 to 8; null when it says nothing that can be read.</returns>
    internal static int? Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < ValueOffset || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8))) return null;
        var isLittle = tiff[0] == (byte)'I';
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return null;
        var entries = tiff[(int)directory..];
        var count = Short(entries, isLittle);
        for (entries = entries[2..]; count > 0 && entries.Length >= EntryBytes; count--, entries = entries[EntryBytes..])
            if (Short(entries, isLittle) == Tag && Short(entries[ValueOffset..], isLittle) is >= 1 and <= 8 and var turned) return turned;
        return null;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
