using System.IO.Compression;

namespace CityKit.Import.Files;

/// <summary>Unpacks <c>.gz</c> files (gzip, RFC 1952).</summary>
public static class GzipFile
{
    /// <summary>
    /// The unpacked bytes, read as they are asked for. Unlike with <see cref="GZipStream"/> alone, a file that was cut short is never taken
    /// for a whole one.
    /// </summary>
    /// <param name="packed">The file, one gzip member or several; closed together with the result.</param>
    /// <returns>A stream that throws <see cref="InvalidDataException"/> where the file is damaged or cut short, and gives no byte that was
    /// not in it.</returns>
    public static Stream Unpack(Stream packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        return new GzipInput(packed);
    }
}
