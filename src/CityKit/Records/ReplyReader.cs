using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>
/// Opens what was written to those who reported something (答复), for them: no reading is noted, as it was meant to be read. Nothing else is
/// opened here: the door alone puts references to records into replies.
/// </summary>
internal sealed class ReplyReader(ICityStore store, IKeyProtector keys)
{
    /// <summary>The texts of records by their ids; those that are erased, or wait to be, are left out.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<IReadOnlyDictionary<string, string>> OpenAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>();
        if (ids.Count == 0) return texts;
        var records = await store.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false);
        var subjects = await store.FindSubjectsAsync([.. records.Select(record => record.Subject).Distinct()], cancellationToken)
            .ConfigureAwait(false);
        foreach (var subject in subjects)
        {
            var erasure = await store.FindAsync(PrivacyDocuments.Erasures, subject.Id.ToString(), cancellationToken).ConfigureAwait(false);
            if (erasure is not null) continue;
            var cipher = new SubjectCipher(subject.Id, keys.Unwrap(subject.Id, subject.Wrapped.Span));
            foreach (var record in records.Where(record => record.Subject == subject.Id))
                if (cipher.Open(record).Text is { } text) texts[record.Id] = text;
        }
        return texts;
    }
}
