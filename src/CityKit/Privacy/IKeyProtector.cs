using System.Security.Cryptography;

namespace CityKit.Privacy;

/// <summary>
/// Keeps a city's master keys (主密钥): wraps the keys of subjects, and finds subjects by a keyed hash. All nodes of a city share one. Calls
/// come from many threads.
/// </summary>
public interface IKeyProtector
{
    /// <summary>Length of a subject's key in bytes.</summary>
    const int KeyBytes = 32;

    /// <summary>
    /// The newest master key's name, at most 64 characters: when it is another one, the hub wraps every key again at its start.
    /// </summary>
    string KeyId { get; }

    /// <summary>
    /// How the subject with an account or reference is found: always the same for the same text, whatever the master key.
    /// </summary>
    SubjectLookup LookUp(string reference);

    /// <summary>
    /// A new subject and its key: from a random source, unless a test wants the same ones again. In a city of many partitions the subject
    /// of a lookup is one, whichever of them asks first.
    /// </summary>
    /// <exception cref="IOException">It cannot be kept now.</exception>
    ValueTask<(SubjectId Id, byte[] Key)> CreateAsync(SubjectLookup lookup, CancellationToken cancellationToken) =>
        ValueTask.FromResult((SubjectId.Create(), RandomNumberGenerator.GetBytes(KeyBytes)));

    /// <summary>
    /// Subjects are about to be erased, or to wait for that: what was kept of them here goes first, and who was one of them is another
    /// wherever it is not known yet.
    /// </summary>
    /// <exception cref="IOException">It cannot be done now.</exception>
    ValueTask ForgetAsync(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Wraps a key, bound to its subject.</summary>
    byte[] Wrap(SubjectId subject, ReadOnlySpan<byte> key);

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="CryptographicException">It was wrapped for another subject, with a master key that is not there, or is
    /// damaged.</exception>
    byte[] Unwrap(SubjectId subject, ReadOnlySpan<byte> wrapped);
}
