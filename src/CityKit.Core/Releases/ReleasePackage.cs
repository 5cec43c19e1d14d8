using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Core.Releases;

/// <summary>
/// A release as one file (发布包): <c>CKR1</c>, the envelope's length in 4 bytes (big-endian), the envelope (<see cref="SignedRelease"/>),
/// then the bytes of all files, one after the other in the manifest's order, as one gzip stream. Paths and sizes are in the manifest alone,
/// so everything that is not signed is content whose length and hash are known before it is read.
/// </summary>
public static class ReleasePackage
{
    /// <summary>How a package's file ends.</summary>
    public const string Extension = ".release";

    private const int HeadBytes = 8;
    private const int Block = 1 << 16;
    private static readonly byte[] Magic = "CKR1"u8.ToArray();

    /// <summary>Describes the files of a folder, sorted by path.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<ReleaseFile> Describe(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Describe(folder, file))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>Writes a package.</summary>
    /// <param name="release">The signed manifest, whose files are those of the folder.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Write(SignedRelease release, string folder, Stream output)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(output);
        var envelope = release.Encode();
        Span<byte> head = stackalloc byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32BigEndian(head[Magic.Length..], envelope.Length);
        output.Write(head);
        output.Write(envelope);
        using var packed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        foreach (var file in release.Content.Files)
        {
            using var content = File.OpenRead(Path.Combine(folder, file.Path));
            content.CopyTo(packed);
        }
    }

    /// <summary>Reads the beginning of a package, up to the files; checks its form, not the signature.</summary>
    /// <returns>The signed manifest, or null with what is wrong and where.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<(SignedRelease? Release, WireError? Error)> ReadHeadAsync(Stream package, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        var head = new byte[HeadBytes];
        var read = await package.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(Magic.Length));
        if (read < HeadBytes || !head.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            return (null, new WireError(0, new($"{read} 字节，开头不同", $"{read} bytes that begin otherwise"),
                new("发布包（CKR1）", "a release package (CKR1)")));
        if (length is < 1 or > ReleaseManifest.MaxBytes)
            return (null, new WireError(Magic.Length, WireTerms.Envelope(length),
                WireError.Between(1, ReleaseManifest.MaxBytes)));
        var envelope = new byte[length];
        read = await package.ReadAtLeastAsync(envelope, length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        if (read < length)
            return (null, new WireError(HeadBytes + read, new("结尾", "the end"), WireTerms.Envelope(length)));
        return (SignedRelease.Decode(envelope, out var error), error);
    }

    /// <summary>The files' bytes, one file after the other; the package is at the end of its head.</summary>
    public static Stream OpenFiles(Stream package) => new GZipStream(package, CompressionMode.Decompress, leaveOpen: true);

    /// <summary>Copies the next file and checks it; to <see cref="Stream.Null"/> it is only checked.</summary>
    /// <param name="file">What the manifest says of it.</param>
    /// <param name="files">The files' bytes, at the beginning of this one.</param>
    /// <param name="output">Where to; never more than the file's length.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What is wrong with it; null when it is what was signed.</returns>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">The bytes are no gzip stream.</exception>
    public static async Task<string?> CopyAsync(ReleaseFile file, Stream files, Stream output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(output);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[Block];
        for (var left = file.Bytes; left > 0;)
        {
            var read = await files.ReadAsync(block.AsMemory(0, (int)Math.Min(left, Block)), cancel).ConfigureAwait(false);
            if (read == 0) return $"{file.Path} ends {left} bytes early";
            hash.AppendData(block, 0, read);
            await output.WriteAsync(block.AsMemory(0, read), cancel).ConfigureAwait(false);
            left -= read;
        }
        return hash.GetHashAndReset().AsSpan().SequenceEqual(file.Sha256.Span) ? null : $"{file.Path} is not what was signed";
    }

    private static ReleaseFile Describe(string folder, string file)
    {
        using var content = File.OpenRead(file);
        return new ReleaseFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), content.Length, SHA256.HashData(content));
    }
}
