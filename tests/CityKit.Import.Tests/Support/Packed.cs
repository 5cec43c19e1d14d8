using System.IO.Compression;
using CityKit.Core.Text;

namespace CityKit.Import.Tests.Support;

/// <summary>Packs files.</summary>
internal static class Packed
{
    internal static byte[] Gzip(byte[] file)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(file);
        return bytes.ToArray();
    }

    /// <summary>As a Chinese Windows packs: names in GBK.</summary>
    internal static byte[] Zip(params (string Name, byte[] File)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, TextEncodings.Gb18030))
            foreach (var part in parts)
            {
                using var file = zip.CreateEntry(part.Name).Open();
                file.Write(part.File);
            }
        return bytes.ToArray();
    }
}
