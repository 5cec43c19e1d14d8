using System.IO.Compression;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Files;

/// <summary>The parts of a zip file, unpacked into a temporary folder that goes with this.</summary>
internal sealed class ZipFolder : IDisposable
{
    private readonly DirectoryInfo folder;

    private ZipFolder(DirectoryInfo folder) => this.folder = folder;

    /// <summary>The parts' names within the zip file, folders included, in its order.</summary>
    internal List<string> Names { get; } = [];

    /// <summary>Unpacks the parts that are asked for; null with the reason when that cannot be.</summary>
    internal static ZipFolder? Unpack(string path, PackLimits limits, Func<string, bool> isWanted, out Refusal? refusal)
    {
        var unpacked = new ZipFolder(Directory.CreateTempSubdirectory("citykit-zip-"));
        try
        {
            using var file = File.OpenRead(path);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true,
                TextEncodings.Gb18030); // for names of a Chinese Windows
            refusal = ZipParts.Check(zip, limits);
            foreach (var part in zip.Entries.Where(part => part.Name.Length > 0 && isWanted(part.FullName)))
                refusal ??= unpacked.Add(part);
        }
        catch (InvalidDataException)
        {
            refusal = Refusal.Of("file", "The zip file is damaged or cut short: copy or pack it again.", "zip 文件已损坏或不完整，请重新复制或压缩。");
        }
        if (refusal is null) return unpacked;
        unpacked.Dispose();
        return null;
    }

    /// <summary>Where a part is.</summary>
    internal string PathOf(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);

    private Refusal? Add(ZipArchiveEntry part)
    {
        var (name, path) = (part.FullName.Replace('\\', '/'), Path.GetFullPath(PathOf(part.FullName.Replace('\\', '/'))));
        if (!path.StartsWith(folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return Refusal.Of("file", $"'{name}' would be outside of the zip file: it is not unpacked.",
            $"“{name}”指向压缩包之外，未解压。");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var packed = part.Open())
            if (LocalFile.CopyTo(packed, path, part.Length) is { } tooLong) return tooLong;
        Names.Add(name);
        return Crc32.OfFile(path) == part.Crc32 ? null : Refusal.Of("file", $"'{name}' is damaged in the zip file: copy or pack it again.",
            $"zip 文件中的“{name}”已损坏，请重新复制或压缩。");
    }
}
