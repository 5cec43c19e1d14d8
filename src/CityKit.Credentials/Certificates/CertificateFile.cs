using System.Security.Cryptography;

namespace CityKit.Credentials.Certificates;

/// <summary>The file of a certificate (证照文件, OFD by GB/T 36905), which is kept elsewhere and named by its hash.</summary>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Its length, from 1.</param>
/// <param name="MediaType">Its media type, such as <c>application/ofd</c>.</param>
public sealed record CertificateFile(string Sha256, long Bytes, string MediaType)
{
    /// <summary>Names a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async ValueTask<CertificateFile> OfAsync(Stream file, string mediaType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (block, length) = (new byte[64 << 10], 0L);
        while (await file.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            hash.AppendData(block, 0, read);
            length += read;
        }
        return new CertificateFile(Convert.ToHexStringLower(hash.GetHashAndReset()), length, mediaType);
    }

    /// <summary>Whether a file is the one that is named, by length and hash.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async ValueTask<bool> IsAsync(Stream file, CancellationToken cancellationToken = default) =>
        await OfAsync(file, MediaType, cancellationToken).ConfigureAwait(false) == this;
}
