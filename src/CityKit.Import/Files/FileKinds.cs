namespace CityKit.Import.Files;

/// <summary>Recognises a file by its first bytes, whatever it is called.</summary>
internal static class FileKinds
{
    private const int MostBytes = 16;

    /// <summary>The kind of a file, which is at its beginning again afterwards.</summary>
    internal static FileKind Of(Stream file)
    {
        var first = new byte[MostBytes];
        var count = file.ReadAtLeast(first, MostBytes, throwOnEndOfStream: false);
        file.Position = 0;
        return Of(first.AsSpan(0, count));
    }

    /// <summary>The kind of what begins so.</summary>
    internal static FileKind Of(ReadOnlySpan<byte> first)
    {
        if (first.StartsWith("SQLite format 3\0"u8)) return FileKind.Sqlite;
        if (first.StartsWith("PK\u0003\u0004"u8) || first.StartsWith("PK\u0005\u0006"u8)) return FileKind.Zip;
        if (first.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return FileKind.Compound;
        if (first.StartsWith((ReadOnlySpan<byte>)[0, 0, 0x27, 0x0A])) return FileKind.Shapefile;
        return first.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? FileKind.Gzip : FileKind.Text;
    }
}
