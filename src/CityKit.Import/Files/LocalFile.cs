using CityKit.Core;

namespace CityKit.Import.Files;

/// <summary>A file by its path, for readers that go back and forth in it; what is no file yet is written into a temporary one.</summary>
internal sealed class LocalFile : IDisposable
{
    private readonly bool isTemporary;

    private LocalFile(string path, bool isTemporary)
    {
        (Path, this.isTemporary) = (path, isTemporary);
        Length = new FileInfo(path).Length;
    }

    internal string Path { get; }

    internal long Length { get; }

    /// <summary>The file of a stream, from the stream's beginning.</summary>
    /// <param name="stream">A <see cref="FileStream"/>, whose file is taken as it is there, or any other, which is copied.</param>
    /// <param name="most">The most bytes that are copied.</param>
    /// <param name="refusal">Why there is none: longer, or damaged; null when there is.</param>
    internal static LocalFile? Of(Stream stream, long most, out Refusal? refusal)
    {
        refusal = null;
        return stream is FileStream { Name: var name } && File.Exists(name)
            ? new LocalFile(name, isTemporary: false)
            : Copy(stream, most, out refusal);
    }

    /// <summary>Writes a stream into a temporary file.</summary>
    internal static LocalFile? Copy(Stream stream, long most, out Refusal? refusal)
    {
        var path = System.IO.Path.GetTempFileName();
        try
        {
            refusal = CopyTo(stream, path, most);
        }
        catch (InvalidDataException damaged)
        {
            refusal = Refusal.Of("file", $"The file cannot be unpacked. {damaged.Message}", "文件无法解压。");
        }
        if (refusal is null) return new LocalFile(path, isTemporary: true);
        File.Delete(path);
        return null;
    }

    /// <summary>Copies a stream to a path; a refusal when it is longer than <paramref name="most"/>.</summary>
    internal static Refusal? CopyTo(Stream stream, string path, long most)
    {
        using var copy = new FileStream(path, FileMode.Create, FileAccess.Write);
        var part = new byte[1 << 17];
        while (stream.Read(part) is var count and > 0)
        {
            if (copy.Length + count > most) return Refusal.Of("limit", $"Unpacked, the file is longer than {most} bytes: send it in parts.",
                $"解压后的文件超过 {most} 字节，请分成几个文件。");
            copy.Write(part, 0, count);
        }
        return null;
    }

    public void Dispose()
    {
        if (isTemporary) File.Delete(Path);
    }
}
