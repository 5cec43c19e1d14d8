using System.Security.Cryptography;

namespace CityKit.Evidence;

/// <summary>
/// What a piece of evidence is opened with: kept as its subject's protected record, so that the files are unreadable as soon as that
/// record or the subject's key is gone.
/// </summary>
/// <param name="Sha256">The SHA-256 of the original, 32 bytes.</param>
/// <param name="FileKey">The key of its files, 32 bytes.</param>
internal sealed record EvidenceSecret(byte[] Sha256, byte[] FileKey)
{
    internal const int KeyBytes = 32;

    internal byte[] ToArray() => [.. Sha256, .. FileKey];

    /// <exception cref="CryptographicException">It is something else.</exception>
    internal static EvidenceSecret Of(byte[] bytes) => bytes.Length == SHA256.HashSizeInBytes + KeyBytes
        ? new EvidenceSecret(bytes[..SHA256.HashSizeInBytes], bytes[SHA256.HashSizeInBytes..])
        : throw new CryptographicException("The record of the evidence holds something else. 证据记录内容有误。");
}
