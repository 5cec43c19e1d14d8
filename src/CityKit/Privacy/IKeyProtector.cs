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

    /// <summary>How the subject with an account or reference is found: always the same for the same text.</summary>
    SubjectLookup LookUp(string reference);

    /// <summary>A new subject and its key. From a random source, unless a test wants the same ones again.</summary>
    (SubjectId Id, byte[] Key) Create(SubjectLookup lookup) => (SubjectId.Create(), RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Wraps a key, bound to its subject.</summary>
    byte[] Wrap(SubjectId subject, ReadOnlySpan<byte> key);

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="CryptographicException">It was wrapped for another subject, with another master key, or is damaged.</exception>
    byte[] Unwrap(SubjectId subject, ReadOnlySpan<byte> wrapped);

    /// <summary>Whether a key is wrapped with the newest master key; false asks for it to be wrapped again.</summary>
    bool IsCurrent(ReadOnlySpan<byte> wrapped);
}
