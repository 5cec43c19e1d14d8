using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using CityKit.Shared.Streams;

namespace CityKit.Evidence;

/// <summary>Writes the files of a package and notes each with its hash.</summary>
internal sealed class PackageWriter(ZipArchive zip)
{
    private readonly List<PackageManifest.Content> files = [];

    /// <summary>What was written so far.</summary>
    internal IReadOnlyList<PackageManifest.Content> Files => files;

    internal Task AddAsync<T>(string path, T content, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        AddAsync(path, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(content, json)), cancellationToken);

    internal async Task AddAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var output = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using var _ = output.ConfigureAwait(false);
        await content.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the next file; when it is disposed of, it is noted.</summary>
    internal async ValueTask<Stream> OpenAsync(string path, CancellationToken cancellationToken) => new HashedStream(
        await zip.CreateEntry(path).OpenAsync(cancellationToken).ConfigureAwait(false),
        (bytes, hash) => files.Add(new PackageManifest.Content(path, bytes, Convert.ToHexStringLower(hash))));

    /// <summary>Writes a file that the manifest does not name.</summary>
    internal async Task AddBesideAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var output = await zip.CreateEntry(path).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = output.ConfigureAwait(false);
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts and hashes what is written.</summary>
    private sealed class HashedStream(Stream output, Action<long, byte[]> done) : WriteOnlyStream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long bytes;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            bytes += buffer.Length;
            hash.AppendData(buffer.Span);
            return output.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }

        public override async ValueTask DisposeAsync()
        {
            await output.DisposeAsync().ConfigureAwait(false);
            done(bytes, hash.GetHashAndReset());
            hash.Dispose();
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }
}
