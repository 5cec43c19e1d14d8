namespace CityKit.Storage;

/// <summary>
/// Where a hub keeps the files of its evidence (证据库), each under the SHA-256 of the bytes that are stored. They are encrypted before they
/// get here: an archive knows nothing of what they are. One hub has one archive: what that hub does not know is deleted from it.
/// </summary>
public interface IEvidenceArchive
{
    /// <summary>Keeps a file; returns when it is on disk, whole, under its name. The same bytes again are kept once.</summary>
    /// <param name="write">Writes the bytes. When it throws, nothing is kept.</param>
    /// <param name="cancellationToken">Gives up; nothing is kept.</param>
    /// <returns>The SHA-256 of the bytes, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="IOException">It cannot be kept now.</exception>
    ValueTask<string> PutAsync(Func<Stream, ValueTask> write, CancellationToken cancellationToken);

    /// <summary>Opens a file from its beginning.</summary>
    /// <param name="hash">Its SHA-256, 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file; null when there is none.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    ValueTask<Stream?> GetAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Deletes a file; nothing when there is none.</summary>
    /// <param name="name">Its SHA-256, or the name that <see cref="ListAsync"/> gives it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be deleted now.</exception>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>All files, in no order, also those that an interruption left unfinished.</summary>
    /// <exception cref="IOException">They cannot be listed now.</exception>
    IAsyncEnumerable<ArchivedFile> ListAsync(CancellationToken cancellationToken);
}
