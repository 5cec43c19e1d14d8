using CityKit.Documents;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Modules;

/// <inheritdoc/>
internal sealed class ModuleTimer<T>(DocumentKind<T> kind, DocumentIndex<T> due, string? module, Action<T, IFacts, IChanges> decide)
    : ModuleTimer(kind, module) where T : class
{
    internal override Instant? DueOf(object? document) => document is T known && due.ValuesOf(known) is [var at] ? at.ToInstant() : null;

    internal override async ValueTask<Instant?> ReadNextAsync(ICityStore store, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(kind.Query().OrderBy(due).Take(1), cancellationToken).ConfigureAwait(false);
        return page.Rows.Count == 0 ? null : due.ValuesOf(page.Rows[0])[0].ToInstant();
    }

    internal override IReadOnlyList<Action<Attempt>> DueBy(Instant now, IFacts facts) =>
        [.. facts.Query(kind.Query().OrderBy(due).Between(due, null, now + Duration.Epsilon).Take(MostAtOnce))
            .Select(document => (Action<Attempt>)(attempt => decide(document, attempt, attempt)))];
}
