using System.Globalization;
using CityKit.Core;
using CityKit.Shared.Files;

namespace CityKit.Edge.Evidence;

/// <summary>
/// Keeps evidence files in a folder (文件夹证据存储), numbered; written beside, synced, then moved into place. When there are too many, or too
/// many bytes, the oldest go.
/// </summary>
internal sealed class FolderEvidenceStore : IEvidenceStore
{
    private const string Ending = ".ckev";
    private readonly string folder;
    private readonly int maxFiles;
    private readonly long maxBytes;

    /// <summary>Opens a folder, and makes it when it is not there.</summary>
    /// <param name="folder">The folder; nothing else should be in it.</param>
    /// <param name="maxFiles">How many files are kept; 1 to 100,000.</param>
    /// <param name="maxBytes">How many bytes are kept; 64 KiB or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public FolderEvidenceStore(string folder, int maxFiles = 1_000, long maxBytes = 64 << 20)
    {
        if (maxFiles is < 1 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(maxFiles), maxFiles, "1 to 100,000 files are kept. 文件数须为 1 至 100000。");
        if (maxBytes < 64 << 10)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes, "64 KiB or more are kept. 字节数至少 64 KiB。");
        (this.folder, this.maxFiles, this.maxBytes) = (folder, maxFiles, maxBytes);
        Directory.CreateDirectory(folder);
        foreach (var halfWritten in Directory.EnumerateFiles(folder, "*" + Ending + DurableFile.Beside)) File.Delete(halfWritten);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. Files().Select(f => f.Name)];

    /// <inheritdoc/>
    public EvidenceStored Add(string label, ReadOnlySpan<byte> file)
    {
        if (!SensorName.TryParse(label, null, out _))
            throw new ArgumentException($"'{label}' is no label: 1 to 64 characters of a-z, 0-9, '.', '_', '-'. 标签无效。", nameof(label));
        if (file.Length > maxBytes)
            return new EvidenceStored(null, [],
                Refusal.Of("too-large", $"The file has {file.Length} bytes; {maxBytes} are kept in all.",
                    $"文件 {file.Length} 字节，超过总上限 {maxBytes}。"));
        try
        {
            var files = Files();
            var name = $"{NumberAfter(files):D10}-{label}{Ending}";
            DurableFile.Write(Path.Combine(folder, name), file, overwrite: false);
            return new EvidenceStored(name, DropOldest(files, file.Length), null);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new EvidenceStored(null, [],
                Refusal.Of("not-written", $"The file could not be written: {failed.Message}", $"文件无法写入：{failed.Message}"));
        }
    }

    /// <inheritdoc/>
    public byte[]? Read(string name)
    {
        if (name != Path.GetFileName(name))
            throw new ArgumentException($"'{name}' is no name of a file here; take one of Names. 文件名无效。", nameof(name));
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private FileInfo[] Files() => [.. new DirectoryInfo(folder).GetFiles("*" + Ending).OrderBy(f => f.Name, StringComparer.Ordinal)];

    private static long NumberAfter(FileInfo[] files) =>
        files.Length > 0 && long.TryParse(files[^1].Name.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last + 1 : 1;

    private List<string> DropOldest(FileInfo[] files, long added)
    {
        var (dropped, count, bytes) = (new List<string>(), files.Length + 1, files.Sum(f => f.Length) + added);
        foreach (var oldest in files)
        {
            if (count <= maxFiles && bytes <= maxBytes) break;
            var length = oldest.Length;
            oldest.Delete();
            dropped.Add(oldest.Name);
            (count, bytes) = (count - 1, bytes - length);
        }
        return dropped;
    }
}
