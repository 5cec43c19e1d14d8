using CityKit.Import.Files;

namespace CityKit.Shared.Cities;

/// <summary>Reads small files whole: as they are, or unpacked when the name ends with <c>.gz</c>.</summary>
internal static class WholeFile
{
    private const int Buffer = 1 << 16;

    /// <exception cref="IOException">It cannot be read or unpacked, or is larger.</exception>
    internal static byte[] Read(string path, int maxBytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.SequentialScan);
            using var stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? GzipFile.Unpack(file) : file;
            return Read(path, stream, maxBytes);
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be read: {unreadable.Message} 无法读取 {path}。", unreadable);
        }
        catch (InvalidDataException damaged)
        {
            throw new IOException($"{path}: {damaged.Message}", damaged);
        }
    }

    private static byte[] Read(string path, Stream stream, int maxBytes)
    {
        using var whole = new MemoryStream();
        var part = new byte[Buffer];
        while (stream.Read(part) is var count and > 0)
        {
            whole.Write(part, 0, count);
            if (whole.Length > maxBytes)
                throw new IOException($"{path} has more than {maxBytes} bytes, which is the most that is read. "
                    + $"{path} 超过可读取的上限 {maxBytes} 字节。");
        }
        return whole.ToArray();
    }
}
