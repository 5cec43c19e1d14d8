using CityKit.Core.Wire;

namespace CityKit.Core.Releases;

/// <summary>
/// What a release of an agent is (发布清单): one MessagePack array of format, product, version, number, runtime, entry, schema and files, each
/// file an array of path, bytes and SHA-256. Who keeps the hub's bundle key signs it (<see cref="SignedRelease"/>).
/// </summary>
/// <param name="Product">The program, such as <c>citykit-edge</c>; an agent takes its own product only.</param>
/// <param name="Version">The version, for people; 1 to 64 characters without spaces.</param>
/// <param name="Number">The number, from 1; higher is newer (<see cref="ReleaseNumber"/>).</param>
/// <param name="Runtime">What it runs on: <c>linux-arm64</c>, <c>linux-x64</c>, or <c>portable</c> for .NET's own runtime.</param>
/// <param name="Entry">The file that is started.</param>
/// <param name="Schema">The schema of the outbox that it reads and writes.</param>
/// <param name="Files">All its files, in the order in which a package holds them.</param>
public sealed record ReleaseManifest(string Product, string Version, long Number, string Runtime, string Entry, int Schema,
    IReadOnlyList<ReleaseFile> Files)
{
    /// <summary>The runtime of a release that .NET's own runtime runs.</summary>
    public const string Portable = "portable";

    /// <summary>The most bytes of a manifest with its envelope.</summary>
    public const int MaxBytes = 512 << 10;

    /// <summary>The most files.</summary>
    public const int MaxFiles = 2000;

    /// <summary>The most bytes of all files together.</summary>
    public const long MaxTotalBytes = 512L << 20;

    private const int Members = 8;
    private const int FileMembers = 3;
    private const int HashBytes = 32;
    private const int MaxName = 64;
    private const string Format = "citykit-release-1"; // no other thing that is signed begins so

    /// <summary>The bytes of all files together.</summary>
    public long TotalBytes => Files.Sum(file => file.Bytes);

    /// <summary>The manifest's bytes; what a signature covers.</summary>
    /// <exception cref="ArgumentException">A member is out of range; the message says which.</exception>
    public byte[] Encode()
    {
        if (Wrong() is var (found, expected)) throw new ArgumentException(
            $"A release has {expected.En}, not {found.En}. 发布清单应为{expected.ZhGoingOn}，而非{found.ZhGoingOn}。");
        var writer = new WireWriter(new byte[MaxBytes]);
        writer.WriteArrayHeader(Members);
        foreach (var text in new[] { Format, Product, Version }) writer.WriteString(text);
        writer.WriteInt64(Number);
        writer.WriteString(Runtime);
        writer.WriteString(Entry);
        writer.WriteInt64(Schema);
        writer.WriteArrayHeader(Files.Count);
        foreach (var file in Files) Write(ref writer, file);
        return writer.Written.ToArray();
    }

    /// <summary>Reads a manifest; members after the eighth are skipped.</summary>
    /// <returns>The manifest, or null with what is wrong and where.</returns>
    public static ReleaseManifest? Decode(ReadOnlySpan<byte> bytes, out WireError? error)
    {
        var reader = new WireReader(bytes);
        var count = reader.ReadArrayHeader();
        if (count < Members) reader.Reject(0, WireError.Array(count), WireTerms.ArrayFrom(Members));
        if (reader.ReadString() is var format && format != Format) reader.Reject(0,
            LocalizedText.Values($"'{format}'"), LocalizedText.Values($"'{Format}'"));
        var manifest = new ReleaseManifest(reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadString(),
            reader.ReadString(), ReadSchema(ref reader), ReadFiles(ref reader));
        for (var i = Members; i < count && reader.Error is null; i++) reader.Skip();
        if (!reader.AtEnd) reader.RejectRest(new("清单", "manifest"));
        if (reader.Error is null && manifest.Wrong() is var (found, expected)) reader.Reject(0, found, expected);
        error = reader.Error;
        return error is null ? manifest : null;
    }

    private static void Write(ref WireWriter writer, ReleaseFile file)
    {
        writer.WriteArrayHeader(FileMembers);
        writer.WriteString(file.Path);
        writer.WriteInt64(file.Bytes);
        writer.WriteBinary(file.Sha256.Span);
    }

    private static int ReadSchema(ref WireReader reader) =>
        reader.ReadInt64() is >= 0 and <= short.MaxValue and var schema ? (int)schema : -1;

    private static List<ReleaseFile> ReadFiles(ref WireReader reader)
    {
        var (at, count) = (reader.Position, reader.ReadArrayHeader());
        if (count > MaxFiles) reader.Reject(at,
            new($"{count} 个文件", $"{count} files"), new($"最多 {MaxFiles} 个文件", $"at most {MaxFiles} files"));
        var files = new List<ReleaseFile>();
        while (files.Count < count && reader.Error is null) files.Add(ReadFile(ref reader));
        return files;
    }

    private static ReleaseFile ReadFile(ref WireReader reader)
    {
        var (at, count) = (reader.Position, reader.ReadArrayHeader());
        if (count != FileMembers) reader.Reject(at,
            WireError.Array(count),
            new($"长度为 {FileMembers} 的数组：路径、字节数、SHA-256", $"an array of {FileMembers}: path, bytes, SHA-256"));
        return new ReleaseFile(reader.ReadString(), reader.ReadInt64(), reader.ReadBinary().ToArray());
    }

    /// <summary>What is out of range, and what is allowed; null when nothing is.</summary>
    private (LocalizedText Found, LocalizedText Expected)? Wrong()
    {
        if (!IsName(Product)) return (new($"产品“{Product}”", $"product '{Product}'"),
            new("1 至 64 个 a-z、0-9、. 或 - 的产品名", "a product of 1 to 64 of a-z, 0-9, '.', '-'"));
        if (!IsName(Runtime)) return (new($"运行平台“{Runtime}”", $"runtime '{Runtime}'"),
            new("1 至 64 个 a-z、0-9、. 或 - 的运行平台名", "a runtime of 1 to 64 of a-z, 0-9, '.', '-'"));
        if (Version.Length is 0 or > MaxName || !Version.All(c => c is > ' ' and <= '~'))
            return (new($"版本“{Version}”", $"version '{Version}'"),
                new("1 至 64 个非空格字符的版本", "a version of 1 to 64 characters without spaces"));
        if (Number < 1) return (new($"编号 {Number}", $"number {Number}"), new("从 1 起的编号", "a number from 1"));
        if (Schema < 0) return (new($"数据格式 {Schema}", $"schema {Schema}"), new("从 0 起的数据格式", "a schema from 0"));
        return WrongFiles();
    }

    private (LocalizedText Found, LocalizedText Expected)? WrongFiles()
    {
        if (Files.Count is 0 or > MaxFiles)
            return (new($"{Files.Count} 个文件", $"{Files.Count} files"), new($"1 至 {MaxFiles} 个文件", $"1 to {MaxFiles} files"));
        if (Files.FirstOrDefault(file => !ReleaseFile.IsSafe(file.Path)) is { } outside)
            return (new($"路径“{outside.Path}”", $"the path '{outside.Path}'"),
                new("本文件夹之下、由字母、数字和 . _ - + 组成的路径", "paths below its own folder, of letters, digits and . _ - +"));
        if (Files.FirstOrDefault(file => file.Bytes is < 0 or > MaxTotalBytes || file.Sha256.Length != HashBytes) is { } odd)
            return (new($"{odd.Bytes} 字节的“{odd.Path}”", $"'{odd.Path}' of {odd.Bytes} bytes"),
                new($"0 至 {MaxTotalBytes} 字节、附 SHA-256 的文件", $"files of 0 to {MaxTotalBytes} bytes with a SHA-256"));
        if (Files.DistinctBy(file => file.Path, StringComparer.OrdinalIgnoreCase).Count() != Files.Count)
            return (new("一个路径出现两次", "one path twice"), new("每个路径只出现一次", "each path once"));
        if (TotalBytes > MaxTotalBytes) return (new($"共 {TotalBytes} 字节的文件", $"{TotalBytes} bytes of files"),
            new($"文件共至多 {MaxTotalBytes} 字节", $"at most {MaxTotalBytes} bytes of files"));
        return Files.Any(file => file.Path == Entry) ? null
            : (new($"入口“{Entry}”", $"the entry '{Entry}'"), new("清单中的文件作为入口", "an entry that is one of its files"));
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
