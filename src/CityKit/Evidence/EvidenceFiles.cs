using System.Security.Cryptography;
using CityKit.Observations;
using CityKit.Records;

namespace CityKit.Evidence;

/// <summary>Opens the files of evidence.</summary>
internal sealed class EvidenceFiles(EvidenceParts hub)
{
    /// <summary>What a piece is opened with, and the salt of its digest; null when that is gone.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<(EvidenceSecret Secret, byte[] Salt)?> KeyAsync(EvidenceInfo piece, CancellationToken cancellationToken)
    {
        var records = await hub.Store.FindRecordsAsync([piece.Id], cancellationToken).ConfigureAwait(false);
        var subjects = await hub.Store.FindSubjectsAsync([piece.Subject], cancellationToken).ConfigureAwait(false);
        if (records.Count == 0 || subjects.Count == 0) return null;
        var cipher = new SubjectCipher(piece.Subject, hub.Keys.Unwrap(piece.Subject, subjects[0].Wrapped.Span));
        var secret = EvidenceSecret.Of(cipher.OpenBytes(records[0]));
        return (secret, cipher.SaltOf(secret.Sha256));
    }

    /// <summary>Opens a file that is what was kept. One that is not, or is not there, is a finding.</summary>
    /// <returns>The file, decrypted as it is read; null when there is none.</returns>
    /// <exception cref="IOException">The store or the archive cannot be read now.</exception>
    internal async ValueTask<Stream?> OpenAsync(EvidenceInfo piece, EvidencePart part, CancellationToken cancellationToken)
    {
        if ((part == EvidencePart.Original ? piece.Stored : piece.Shown) is not { } name) return null;
        if (await KeyAsync(piece, cancellationToken).ConfigureAwait(false) is not var (secret, _)) return null;
        if (await IsWholeAsync(name, cancellationToken).ConfigureAwait(false)
            && await hub.Archive.GetAsync(name, cancellationToken).ConfigureAwait(false) is { } file)
            return new SealedFileReader(file, secret.FileKey, part);
        await hub.Observe(new EvidenceMissing(piece.Id, name), cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Read once more before it is shown: half a picture is never shown as if it were whole.</summary>
    private async ValueTask<bool> IsWholeAsync(string name, CancellationToken cancellationToken)
    {
        if (await hub.Archive.GetAsync(name, cancellationToken).ConfigureAwait(false) is not { } stored) return false;
        await using var _ = stored.ConfigureAwait(false);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stored, cancellationToken).ConfigureAwait(false)) == name;
    }
}
