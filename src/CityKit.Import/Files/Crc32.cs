namespace CityKit.Import.Files;

/// <summary>The check sum of zip files (CRC-32, ISO 3309), which .NET does not compare when it unpacks.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    internal static uint OfFile(string path)
    {
        using var file = File.OpenRead(path);
        var (sum, part) = (uint.MaxValue, new byte[1 << 17]);
        while (file.Read(part) is var count and > 0)
            for (var i = 0; i < count; i++) sum = Table[(byte)(sum ^ part[i])] ^ sum >> 8;
        return ~sum;
    }

    private static uint Entry(int index)
    {
        var entry = (uint)index;
        for (var bit = 0; bit < 8; bit++) entry = (entry & 1) == 0 ? entry >> 1 : 0xEDB88320 ^ entry >> 1;
        return entry;
    }
}
