using CityKit.Documents;

namespace CityKit.Storage;

/// <summary>A hub's store: documents that cannot be read stay where they are, are reported and left out, and the rest goes on.</summary>
/// <param name="inner">The store.</param>
/// <param name="report">Takes note of each document that is left out, however often it is met.</param>
internal sealed class QuarantineStore(ICityStore inner, Action<StoredDocument, FormatException> report)
    : DelegatingStore(inner), IDocumentQuarantine
{
    public void Report(StoredDocument document, FormatException why) => report(document, why);

    public override async ValueTask<IReadOnlyList<StoredDocument>> FindAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        Sound(await Inner.FindAsync(keys, cancellationToken).ConfigureAwait(false));

    /// <summary>The cursor is the inner page's: what is left out shortens a page and ends none.</summary>
    public override async ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        Sound(await Inner.QueryAsync(query, cancellationToken).ConfigureAwait(false));

    public override async ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken)
    {
        var found = await Inner.ReadTogetherAsync(asked, cancellationToken).ConfigureAwait(false);
        return found with { Documents = Sound(found.Documents), Pages = [.. found.Pages.Select(Sound)] };
    }

    private DocumentPage<StoredDocument> Sound(DocumentPage<StoredDocument> page) => page with { Rows = Sound(page.Rows) };

    private IReadOnlyList<StoredDocument> Sound(IReadOnlyList<StoredDocument> found)
    {
        if (!found.Any(d => d.IsDamaged)) return found;
        foreach (var damaged in found.Where(d => d.IsDamaged)) report(damaged, damaged.Damage());
        return [.. found.Where(d => !d.IsDamaged)];
    }
}
