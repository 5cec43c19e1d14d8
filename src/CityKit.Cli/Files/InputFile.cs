using System.IO.Compression;

namespace CityKit.Cli.Files;

/// <summary>A file that a command reads: as it is, or unpacked when its name ends with <c>.gz</c>.</summary>
internal static class InputFile
{
    private const int Buffer = 1 << 16;

    /// <summary>Opens it for reading from the beginning to the end.</summary>
    /// <exception cref="ToolException">There is no such file, or it may not be read.</exception>
    internal static Stream Open(string path) => OpenCounted(path, out _);

    /// <summary>As <see cref="Open"/>; <paramref name="fraction"/> says how much of the file is read, packed as it lies there: 0 to 1, or null for a pipe.</summary>
    /// <exception cref="ToolException">There is no such file, or it may not be read.</exception>
    internal static Stream OpenCounted(string path, out Func<double?> fraction)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.SequentialScan);
            fraction = () => file.CanSeek && file.Length > 0 ? (double)file.Position / file.Length : null;
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be read: {unreadable.Message} 无法读取该文件。");
        }
    }

    /// <summary>Reads a small file whole.</summary>
    /// <exception cref="ToolException">It cannot be read, or is larger.</exception>
    internal static byte[] ReadAll(string path, int maxBytes)
    {
        using var stream = Open(path);
        using var whole = new MemoryStream();
        var part = new byte[Buffer];
        while (stream.Read(part) is var count and > 0)
        {
            whole.Write(part, 0, count);
            if (whole.Length > maxBytes) throw new ToolException($"{path} has more than {maxBytes} bytes, which is the most that is read. 文件超过 {maxBytes} 字节。");
        }
        return whole.ToArray();
    }
}
