using System.IO.Compression;
using CityKit.Core;

namespace CityKit.Import.Files;

/// <summary>Checks what a zip file says of its parts. What it says is also the most that is ever unpacked of them.</summary>
internal static class ZipParts
{
    /// <summary>Why a zip file must not be unpacked, or null.</summary>
    internal static Refusal? Check(ZipArchive zip, PackLimits limits)
    {
        if (zip.Entries.Count > PackLimits.Parts)
            return Refusal.Of("limit", $"The file has {zip.Entries.Count} parts packed; at most {PackLimits.Parts} are read.",
            $"压缩包含 {zip.Entries.Count} 个文件，最多读取 {PackLimits.Parts} 个。");
        foreach (var part in zip.Entries)
            if (Check(part, limits) is { } refusal) return refusal;
        var all = zip.Entries.Sum(part => Math.Min(part.Length, limits.Bytes));
        return all <= limits.Bytes ? null : TooLong("Its parts together", "各文件合计", all, limits);
    }

    private static Refusal? Check(ZipArchiveEntry part, PackLimits limits)
    {
        if (part.IsEncrypted) return Refusal.Of("file", $"'{part.FullName}' is packed with a password: pack it without one.",
            $"“{part.FullName}”设有密码，请取消密码后重新压缩。");
        if (part.Length > limits.Bytes) return TooLong($"'{part.FullName}'", $"“{part.FullName}”", part.Length, limits);
        if (part.Length <= PackLimits.Small || part.Length / Math.Max(1, part.CompressedLength) <= limits.Ratio) return null;
        return Refusal.Of("limit",
            $"'{part.FullName}' unpacks to more than {limits.Ratio} times its size, as no data file does: it is not unpacked.",
            $"“{part.FullName}”解压后超过原大小的 {limits.Ratio} 倍，不是正常的数据文件，未解压。");
    }

    private static Refusal TooLong(string what, string zh, long bytes, PackLimits limits) =>
        Refusal.Of("limit", $"{what} would unpack to {bytes} bytes; at most {limits.Bytes} are read: send it in parts.",
            $"{zh}解压后为 {bytes} 字节，最多读取 {limits.Bytes} 字节，请分成几个文件。");
}
