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
        if (Wrong() is var (found, expected)) throw new ArgumentException($"A release has {expected}, not {found}. 发布清单无效。");
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
        if (count < Members) reader.Reject(0, $"an array of {count}", $"an array of at least {Members}");
        if (reader.ReadString() is var format && format != Format) reader.Reject(0, $"'{format}'", $"'{Format}'");
        var manifest = new ReleaseManifest(reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadString(),
            reader.ReadString(), ReadSchema(ref reader), ReadFiles(ref reader));
        for (var i = Members; i < count && reader.Error is null; i++) reader.Skip();
        if (!reader.AtEnd) reader.Reject(reader.Position, "more bytes", "the end of the manifest");
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
        if (count > MaxFiles) reader.Reject(at, $"{count} files", $"at most {MaxFiles} files");
        var files = new List<ReleaseFile>();
        while (files.Count < count && reader.Error is null) files.Add(ReadFile(ref reader));
        return files;
    }

    private static ReleaseFile ReadFile(ref WireReader reader)
    {
        var (at, count) = (reader.Position, reader.ReadArrayHeader());
        if (count != FileMembers) reader.Reject(at, $"an array of {count}", $"an array of {FileMembers}: path, bytes, SHA-256");
        return new ReleaseFile(reader.ReadString(), reader.ReadInt64(), reader.ReadBinary().ToArray());
    }

    /// <summary>What is out of range, and what is allowed; null when nothing is.</summary>
    private (string Found, string Expected)? Wrong()
    {
        if (!IsName(Product)) return ($"product '{Product}'", "a product of 1 to 64 of a-z, 0-9, '.', '-'");
        if (!IsName(Runtime)) return ($"runtime '{Runtime}'", "a runtime of 1 to 64 of a-z, 0-9, '.', '-'");
        if (Version.Length is 0 or > MaxName || !Version.All(c => c is > ' ' and <= '~'))
            return ($"version '{Version}'", "a version of 1 to 64 characters without spaces");
        if (Number < 1) return ($"number {Number}", "a number from 1");
        if (Schema < 0) return ($"schema {Schema}", "a schema from 0");
        return WrongFiles();
    }

    private (string Found, string Expected)? WrongFiles()
    {
        if (Files.Count is 0 or > MaxFiles) return ($"{Files.Count} files", $"1 to {MaxFiles} files");
        if (Files.FirstOrDefault(file => !ReleaseFile.IsSafe(file.Path)) is { } outside)
            return ($"the path '{outside.Path}'", "paths below its own folder, of letters, digits and . _ - +");
        if (Files.FirstOrDefault(file => file.Bytes is < 0 or > MaxTotalBytes || file.Sha256.Length != HashBytes) is { } odd)
            return ($"'{odd.Path}' of {odd.Bytes} bytes", $"files of 0 to {MaxTotalBytes} bytes with a SHA-256");
        if (Files.DistinctBy(file => file.Path, StringComparer.OrdinalIgnoreCase).Count() != Files.Count)
            return ("one path twice", "each path once");
        if (TotalBytes > MaxTotalBytes) return ($"{TotalBytes} bytes of files", $"at most {MaxTotalBytes} bytes of files");
        return Files.Any(file => file.Path == Entry) ? null : ($"the entry '{Entry}'", "an entry that is one of its files");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
