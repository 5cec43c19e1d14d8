using CityKit.Journal;
using CityKit.Modules;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Deciding;

/// <summary>
/// Makes everything again from the journal alone (重放): with the setup the hub had, alerts and work items come out byte for byte the same.
/// </summary>
public static class JournalReplay
{
    /// <summary>Replays a journal into an empty store in memory.</summary>
    /// <exception cref="FormatException">An entry is damaged, or numbered out of order.</exception>
    public static async Task<InMemoryCityStore> RunAsync(
        HubSetup setup, IAsyncEnumerable<JournalEntry> journal, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(journal);
        var store = new InMemoryCityStore();
        var catalogue = HubDocuments.CatalogueOf(setup);
        var opening = await store.OpenAsync(HubDocuments.AllOf(catalogue), cancellationToken).ConfigureAwait(false);
        var core = HubCore.Load(setup, catalogue, new HubImage { Position = opening.Position }, logger ?? NullLogger.Instance);
        await foreach (var entry in journal.WithCancellation(cancellationToken).ConfigureAwait(false))
            await ApplyAsync(entry, core, store, cancellationToken).ConfigureAwait(false);
        return store;
    }

    private static async Task ApplyAsync(JournalEntry entry, HubCore core, InMemoryCityStore store, CancellationToken cancellationToken)
    {
        if (entry.Number != core.State.LastNumber + 1)
            throw new FormatException($"Journal entry {entry.Number} follows {core.State.LastNumber}. 流水编号不连续。");
        var (input, changes, facts) = (core.Read(entry), new HubChanges(core.State, entry.ReceivedAt), new GroupFacts(store));
        await core.PrepareAsync([input], facts, changes).ConfigureAwait(false);
        await core.ApplyAsync(input, facts, changes).ConfigureAwait(false);
        await store.CommitAsync(changes.ToCommit(null), cancellationToken).ConfigureAwait(false);
        await core.CommittedAsync(changes, store).ConfigureAwait(false);
    }
}
