using System.Runtime.CompilerServices;
using CityKit.AlertDesk;
using CityKit.Archiving;
using CityKit.Deciding;
using CityKit.Documents;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Verifying;

/// <summary>
/// Whether a store holds what its journal gives (重放校验): alerts, leads and work items, document by document. Numbers that people read are
/// not compared, as no export has them.
/// </summary>
public static class ReplayVerifier
{
    /// <summary>
    /// Replays a store's journal in memory and compares. Nothing may be written to the store meanwhile: use a backup of a hub that runs.
    /// Verify the journal itself first (<see cref="JournalVerifier"/>).
    /// </summary>
    /// <param name="setup">The setup that the hub had. Rules, sensors, calendar, policy and profiles in force are in the journal and are
    /// those that count; of maps of grids it has the hashes, and a map that the setup has not is named.</param>
    /// <param name="store">The store, opened with the kinds of alerts, leads and work items.</param>
    /// <param name="archive">The archive of what was pruned; null for none.</param>
    /// <param name="progress">Takes the number of the last entry that was replayed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Every difference, and what could not be replayed (<see cref="ReplayFinding.IsDifference"/> is false).</returns>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async IAsyncEnumerable<ReplayFinding> RunAsync(
        HubSetup setup, ICityStore store, JournalArchive? archive = null, IProgress<long>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(store);
        var run = await ReplayRun.StartAsync(setup, NullLogger.Instance, cancellationToken).ConfigureAwait(false);
        await using var _ = run.ConfigureAwait(false);
        var journal = new ReplayedJournal(run);
        var all = store.ReadJournalAsync(0, cancellationToken);
        await foreach (var entry in (archive?.FillAsync(all, cancellationToken) ?? all).ConfigureAwait(false))
        {
            if (await journal.TakeAsync(entry, cancellationToken).ConfigureAwait(false) is { } finding)
            {
                yield return finding;
                if (finding.Code == ReplayFinding.Stopped) yield break;
            }
            progress?.Report(entry.Number);
        }
        foreach (var finding in journal.Skipped) yield return finding;
        await foreach (var finding in CompareAsync(run.Store, store, cancellationToken).ConfigureAwait(false)) yield return finding;
    }

    private static async IAsyncEnumerable<ReplayFinding> CompareAsync(ICityStore made, ICityStore store,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerable<ReplayFinding>[] kinds =
        [
            CompareAsync(AlertDocuments.Kind, ExportLine.OfAlert, made, store, cancellationToken),
            CompareAsync(LeadDocuments.Kind, ExportLine.OfLead, made, store, cancellationToken),
            CompareAsync(ItemDocuments.Kind, ExportLine.OfItemAsync, made, store, cancellationToken),
        ];
        foreach (var kind in kinds)
            await foreach (var finding in kind.ConfigureAwait(false)) yield return finding;
    }

    private static async IAsyncEnumerable<ReplayFinding> CompareAsync<T>(
        DocumentKind<T> kind, Func<T, ICityStore, ValueTask<byte[]>> line, ICityStore made, ICityStore store,
            [EnumeratorCancellation] CancellationToken cancellationToken) where T : class
    {
        var left = new Dictionary<string, StoredDocument>();
        await foreach (var document in AllAsync(kind, made, cancellationToken).ConfigureAwait(false)) left.Add(document.Id, document);
        await foreach (var stored in AllAsync(kind, store, cancellationToken).ConfigureAwait(false))
        {
            left.Remove(stored.Id, out var expected);
            if (await ExportLine.DifferenceAsync(kind, line, (stored, store), (expected, made)).ConfigureAwait(false) is { } finding)
                yield return finding;
        }
        foreach (var missing in left.Values.OrderBy(document =>
            document.Id, StringComparer.Ordinal)) yield return ReplayFindings.Missing(missing);
    }

    /// <summary>Each document's bytes, also of those that cannot be read.</summary>
    private static async IAsyncEnumerable<StoredDocument> AllAsync(DocumentKind kind, ICityStore store,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new DocumentQuery(kind.Name) { Limit = DocumentQuery.MaxRows };
        for (DocumentQuery? next = query; next is not null;)
        {
            var page = await store.QueryAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Rows) yield return document;
            next = page.Next is null ? null : query with { After = page.Next };
        }
    }
}
