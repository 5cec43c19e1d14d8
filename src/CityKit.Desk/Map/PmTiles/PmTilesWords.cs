using CityKit.Core;

namespace CityKit.Desk.Map.PmTiles;

/// <summary>What is wrong with a PMTiles file, and where.</summary>
internal static class PmTilesWords
{
    internal static LocalizedText NoFile(string path) => Two($"没有文件 {path}。", $"There is no file {path}.");

    internal static LocalizedText TooShort(int length, int least) => Two(
        $"文件只有 {length} 字节，文件头需要 {least} 字节。", $"The file has {length} bytes; its header alone has {least}.");

    internal static LocalizedText NoPmTiles { get; } = Two("第 0 字节：不是 PMTiles 文件。", "Byte 0: it is no PMTiles file.");

    internal static LocalizedText OtherVersion(int version) => Two(
        $"第 7 字节：版本为 {version}，只能读取版本 3；请用 pmtiles convert 转换。",
            $"Byte 7: it is of version {version}; version 3 is read. Convert it with pmtiles convert.");

    internal static LocalizedText PartOutside(string part, PmTilesPart at, long length) => Two(
        $"{part} 位于第 {at.Offset} 字节、长 {at.Length}，超出文件长度 {length}：文件不完整。",
        $"The {part} at byte {at.Offset}, {at.Length} long, is not within the file's {length} bytes: the file is cut off.");

    internal static LocalizedText OtherPacking(int packing, int at) => Two(
        $"第 {at} 字节：压缩方式 {packing} 不能读取，可用：1 不压缩、2 gzip、3 brotli。",
            $"Byte {at}: compression {packing} is not read; 1 (none), 2 (gzip) and 3 (brotli) are.");

    internal static LocalizedText OtherKind(int kind) => Two(
        $"第 99 字节：瓦片类型 {kind} 不能显示，可用：1 矢量、2 PNG、3 JPEG、4 WebP。",
            $"Byte 99: tiles of type {kind} are not shown; 1 (vector), 2 (PNG), 3 (JPEG) and 4 (WebP) are.");

    internal static LocalizedText BadDirectory(int at) => Two($"目录第 {at} 字节损坏。", $"A directory is damaged at its byte {at}.");

    internal static LocalizedText BadPart(PmTilesPart at) => Two(
        $"第 {at.Offset} 字节起 {at.Length} 字节损坏，或解压后过大。",
            $"The {at.Length} bytes from {at.Offset} on are damaged, or too many when unpacked.");

    internal static LocalizedText Outside(ulong tile) =>
        Two($"瓦片 {tile} 的目录项指向其分区之外。", $"The entry of tile {tile} points outside of its part.");

    private static LocalizedText Two(string zh, string en) => new(zh, en);
}
