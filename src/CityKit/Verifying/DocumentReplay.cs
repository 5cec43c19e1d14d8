using CityKit.Core.Chain;
using CityKit.Deciding;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Verifying;

/// <summary>
/// Decides one document again (单项重放): from the first entry of its journal to the one that changed it last, in memory. The chain is checked
/// on the way, and on to the seal that follows. A hub may write meanwhile: entries that are there never change.
/// </summary>
internal sealed class DocumentReplay(ICityStore store, HubSetup setup)
{
    private readonly List<ReplayFinding> findings = [];
    private RunningHash hash;
    private RunningHash hashAtEnd;
    private long? seal;
    private long? brokenAt;

    /// <returns>The proof; null when the store has no such document.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async Task<DocumentProof?> RunAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        if (await ReadAsync(key, cancellationToken).ConfigureAwait(false) is not var (document, stored)) return null;
        var run = await ReplayRun.StartAsync(Alone(setup), NullLogger.Instance, cancellationToken).ConfigureAwait(false);
        await using var _ = run.ConfigureAwait(false);
        var isWhole = await RunAsync(new ReplayedJournal(run), document.Version, cancellationToken).ConfigureAwait(false);
        var replayed = isWhole ? await ReadAsync(key, run.Store, cancellationToken).ConfigureAwait(false) : null;
        if (replayed is { } made && !made.AsSpan().SequenceEqual(stored)) findings.Add(ReplayFindings.Differs(document, stored, made));
        if (isWhole && replayed is null) findings.Add(ReplayFindings.Extra(document));
        return new DocumentProof(document, stored, replayed, hashAtEnd, seal, brokenAt, findings);
    }

    /// <summary>What a hub reports to the world is no part of what it decides.</summary>
    private static HubSetup Alone(HubSetup setup) => setup with { ErasureLog = null, Evidence = null, Releases = null, AnswerKey = null };

    /// <returns>Whether all entries up to the last could be decided, or passed over.</returns>
    private async ValueTask<bool> RunAsync(ReplayedJournal journal, long last, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ReadJournalAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (!Chain(entry, last)) return false;
            if (entry.Number <= last && await journal.TakeAsync(entry, cancellationToken).ConfigureAwait(false) is { } finding)
            {
                findings.Add(finding);
                if (finding.Code == ReplayFinding.Stopped) return false;
            }
            if (seal is not null) break;
        }
        findings.AddRange(journal.Skipped);
        return true;
    }

    /// <summary>Carries the hash on; false when the journal is not as it was written.</summary>
    private bool Chain(JournalEntry entry, long last)
    {
        hash = JournalChain.Next(hash, entry);
        if (entry.Number <= last) hashAtEnd = hash;
        if (entry.Seal is not { } kept) return true;
        if (kept != hash) brokenAt = entry.Number;
        else if (entry.Number >= last) seal = entry.Number;
        return brokenAt is null;
    }

    /// <summary>A document and its line as of one moment: an item's history is rows of their own.</summary>
    private async ValueTask<(StoredDocument Document, byte[] Line)?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        while (await FindAsync(key, store, cancellationToken).ConfigureAwait(false) is { } document)
        {
            var line = await ExportLine.OfAsync(document, store).ConfigureAwait(false);
            if ((await FindAsync(key, store, cancellationToken).ConfigureAwait(false))?.Version == document.Version) return (document,
                line);
        }
        return null;
    }

    private static async ValueTask<byte[]?> ReadAsync(DocumentKey key, ICityStore made, CancellationToken cancellationToken) =>
        await FindAsync(key, made, cancellationToken).ConfigureAwait(false) is { } document
            ? await ExportLine.OfAsync(document, made).ConfigureAwait(false) : null;

    private static async ValueTask<StoredDocument?> FindAsync(DocumentKey key, ICityStore from, CancellationToken cancellationToken) =>
        (await from.FindAsync([key], cancellationToken).ConfigureAwait(false)).FirstOrDefault();
}
