using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Evidence;

/// <summary>
/// Reads the journal once for a hand-over: takes out the entries that are about an item, and writes what the chain has of every entry from
/// the first of them on, so that each can be shown to be in the journal whose head is signed.
/// </summary>
internal sealed class PackageJournal
{
    private readonly byte[][] words;
    private readonly HashSet<string> reports;
    private readonly HashSet<Instant> alertsAt;
    private readonly byte[][] devices;

    /// <param name="item">The work item.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <param name="alerts">Its alerts.</param>
    internal PackageJournal(WorkItem item, IEnumerable<EvidenceInfo> evidence, IReadOnlyCollection<Alert> alerts)
    {
        Devices = [.. alerts.Select(alert => alert.Source.Split('/')[0]).Distinct()];
        devices = [.. Devices.Select(Encoding.UTF8.GetBytes)];
        words = [.. evidence.Select(piece => piece.Id).Append(item.Id.ToString())
            .Concat(Devices.Select(device => $"\"type\":\"admit\",\"device\":\"{device}\"")).Select(Encoding.UTF8.GetBytes)];
        reports = [.. item.Reports.Select(report => report.Id)];
        alertsAt = [.. alerts.Select(alert => alert.ReceivedAt)];
    }

    /// <summary>The devices that raised the alerts.</summary>
    internal IReadOnlyList<string> Devices { get; }

    /// <summary>The entries that are about the item, once the journal was read.</summary>
    internal List<JournalEntry> Entries { get; } = [];

    /// <param name="store">The store.</param>
    /// <param name="head">Where the journal ends.</param>
    /// <param name="chain">Takes what the chain has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The journal cannot be read, or its hashes do not lead to the head.</exception>
    internal async Task ReadAsync(ICityStore store, StorePosition head, Stream chain, CancellationToken cancellationToken)
    {
        var (hash, record) = (default(RunningHash), new byte[JournalChain.RecordBytes]);
        await foreach (var entry in store.ReadJournalAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Number > head.Number) break;
            var isWanted = !entry.IsPruned && IsWanted(entry);
            if (isWanted && Entries.Count == 0) await chain.WriteAsync(hash.ToArray(), cancellationToken).ConfigureAwait(false);
            if (isWanted) Entries.Add(entry);
            JournalChain.WriteRecord(entry, record);
            hash = hash.Next(record);
            if (Entries.Count > 0) await chain.WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }
        if (hash != head.Hash)
            throw new IOException("The journal is not whole: run 'citykit journal verify'. 流水不完整，请运行 citykit journal verify 检查。");
    }

    private bool IsWanted(JournalEntry entry) => entry.Kind switch
    {
        JournalKind.Command => reports.Contains(entry.Key) || Names(entry.Payload.Span, words),
        JournalKind.Batch => alertsAt.Contains(entry.ReceivedAt) && Names(entry.Payload.Span, devices),
        _ => false,
    };

    private static bool Names(ReadOnlySpan<byte> payload, byte[][] sought)
    {
        foreach (var word in sought)
            if (payload.IndexOf(word) >= 0) return true;
        return false;
    }
}
