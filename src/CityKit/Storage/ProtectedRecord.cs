using CityKit.Privacy;

namespace CityKit.Storage;

/// <summary>
/// Personal data (受保护记录), encrypted with its subject's key. The journal holds a digest of it that is keyed in the same way.
/// </summary>
/// <param name="Id">Which: 1 to 200 characters, without personal data.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Sealed">The encrypted bytes.</param>
public sealed record ProtectedRecord(string Id, SubjectId Subject, ReadOnlyMemory<byte> Sealed)
{
    /// <summary>
    /// The cipher, as the number of a cryptographic suite: 0 is AES-256-GCM. A store refuses to give a record of one that it does not know.
    /// </summary>
    public int Suite { get; init; }
}
