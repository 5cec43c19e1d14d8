using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CityKit.Shared.Files;
using NodaTime;

namespace CityKit.Storage;

/// <summary>
/// Evidence in a folder (证据目录): a file is written beside, synced and then named, so that a power cut leaves none half written. Only their
/// owner may read the files (mode 0600).
/// </summary>
public sealed class FolderEvidenceArchive : IEvidenceArchive
{
    private const int PrefixLength = 2;
    private const int HashLength = 2 * SHA256.HashSizeInBytes;
    private readonly string folder;

    /// <summary>An archive in a folder, which is made when it is missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public FolderEvidenceArchive(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        this.folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <inheritdoc/>
    public async ValueTask<string> PutAsync(Func<Stream, ValueTask> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        var beside = Path.Combine(folder, $"{Guid.NewGuid():N}{DurableFile.Beside}");
        var file = DurableFile.Begin(beside);
        try
        {
            var hash = await WriteAsync(file, write, cancellationToken).ConfigureAwait(false);
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(hash))!);
            DurableFile.Finish(file, PathOf(hash), overwrite: true);
            return hash;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            File.Delete(beside);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        var path = PathOf(hash);
        return ValueTask.FromResult<Stream?>(File.Exists(path) ? File.OpenRead(path) : null);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path)) File.Delete(path);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchivedFile> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsHash(file.Name) || IsUnfinished(file.Name))
                yield return new ArchivedFile(file.Name, Instant.FromDateTimeUtc(file.LastWriteTimeUtc));
            await Task.CompletedTask.ConfigureAwait(false);
        }
    }

    private static async ValueTask<string> WriteAsync(
        FileStream file, Func<Stream, ValueTask> write, CancellationToken cancellationToken)
    {
        using var sha = SHA256.Create();
        var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true);
        await using (hashing.ConfigureAwait(false))
        {
            await write(hashing).ConfigureAwait(false);
            await hashing.FlushFinalBlockAsync(cancellationToken).ConfigureAwait(false);
        }
        return Convert.ToHexStringLower(sha.Hash!);
    }

    private string PathOf(string name) => IsHash(name) ? Path.Combine(folder, name[..PrefixLength], name)
        : IsUnfinished(name) ? Path.Combine(folder, name)
        : throw new ArgumentException($"'{name}' is no SHA-256: 64 lower-case hexadecimal digits.", nameof(name));

    private static bool IsHash(string name) => name is { Length: HashLength } && name.All(char.IsAsciiHexDigitLower);

    private static bool IsUnfinished(string name) =>
        name?.EndsWith(DurableFile.Beside, StringComparison.Ordinal) is true && Path.GetFileName(name) == name;
}
