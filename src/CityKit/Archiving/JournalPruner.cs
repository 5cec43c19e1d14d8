using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using CityKit.Journal;
using CityKit.Observations;
using CityKit.Storage;

namespace CityKit.Archiving;

/// <summary>
/// Drops payloads that an archive has (清除): number, time, kind, key, seal and digest stay, so that the chain holds and a repeat is still
/// known. What a hub replays at its start, and what it still hands out, stays.
/// </summary>
public static class JournalPruner
{
    private const int CommitEntries = 500;

    /// <summary>Prunes a store in commits of 500 entries: whatever ends it, the next run goes on.</summary>
    /// <param name="store">The store, opened with the kind of devices; no hub has it meanwhile.</param>
    /// <param name="opened">What the store said when it was opened: its claim.</param>
    /// <param name="archive">The archive that has the payloads.</param>
    /// <param name="policy">Which may go.</param>
    /// <param name="progress">Takes the number of the last entry that was looked at.</param>
    /// <param name="cancellationToken">Gives up; the commits so far stay.</param>
    /// <returns>How many payloads were dropped.</returns>
    /// <exception cref="StoreLostException">A hub claimed the store meanwhile.</exception>
    /// <exception cref="IOException">The archive is damaged or of another journal; the store cannot be read or written.</exception>
    public static async Task<long> RunAsync(ICityStore store, StoreOpening opened, JournalArchive archive, PrunePolicy policy,
        IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(policy);
        if (archive.Faults.FirstOrDefault() is { } fault) throw Damaged(fault);
        var needed = await NeededAsync(store, cancellationToken).ConfigureAwait(false);
        var last = await LastAsync(store, opened.Position.Checkpoint, cancellationToken).ConfigureAwait(false);
        var (count, ready) = (0L, new List<JournalEntry>());
        var joined = archive.JoinAsync(store.ReadJournalAsync(0, cancellationToken), cancellationToken);
        await foreach (var (entry, archived) in joined.ConfigureAwait(false))
        {
            if (entry.Number > last) break;
            if (archived is not null && !JournalArchive.IsSame(entry, archived)) throw Another(archive.Find(entry.Number)!, entry.Number);
            if (archived is not null && !needed.Contains(entry.Key) && Allows(policy, entry)) ready.Add(entry.Prune());
            if (ready.Count == CommitEntries) count += await CommitAsync(store, opened, ready).ConfigureAwait(false);
            progress?.Report(entry.Number);
        }
        return count + await CommitAsync(store, opened, ready).ConfigureAwait(false);
    }

    /// <summary>Old entries that a hub still reads by their key. Whatever comes to read others adds them here.</summary>
    private static async ValueTask<HashSet<string>> NeededAsync(ICityStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(DeviceDocuments.Kind.Query(), cancellationToken).Select(device => device.Bundle?.CommandId)
                .OfType<string>().ToHashSetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException damaged)
        {
            throw new IOException(
                $"What the devices of {store} still need cannot be read: {damaged.Message} Nothing was pruned; "
                + $"check the store with 'citykit hub check'. 无法读取 {store} 中的设备记录，未作清除，请用 citykit hub check 检查。", damaged);
        }
    }

    /// <summary>
    /// The last entry that may go: the next start replays what is after the checkpoint, and where that changed rules, what filled their
    /// windows.
    /// </summary>
    private static async ValueTask<long> LastAsync(ICityStore store, long checkpoint, CancellationToken cancellationToken) =>
        await store.ReadJournalAsync(checkpoint, cancellationToken)
            .Where(entry => entry is { Kind: JournalKind.Observation, IsPruned: false })
            .Select(entry => ObservationJson.Read(entry.Payload)).OfType<WindowsFilled>()
            .Select(note => note.From - 1).Append(checkpoint).MinAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

    private static bool Allows(PrunePolicy policy, JournalEntry entry) => !entry.Payload.IsEmpty
        && (entry.ReceivedAt < policy.AllBefore || (entry.ReceivedAt < policy.ReadingsBefore && IsReading(entry)));

    /// <summary>What cannot be read is taken for a decision, and stays longer.</summary>
    private static bool IsReading(JournalEntry entry) => entry.Kind switch
    {
        JournalKind.Feed => true,
        JournalKind.Batch => SignedBatch.Decode(entry.Payload, out _) is { } signed
            && BatchCodec.Decode(signed.Batch, WireLimits.Default, out _)?.Header.Lane == Lane.Reading,
        _ => false,
    };

    private static async ValueTask<int> CommitAsync(ICityStore store, StoreOpening opened, List<JournalEntry> ready)
    {
        if (ready.Count == 0) return 0;
        var commit = new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number, Pruned = [.. ready] };
        await store.CommitAsync(commit, CancellationToken.None).ConfigureAwait(false);
        var count = ready.Count;
        ready.Clear();
        return count;
    }

    private static IOException Damaged(ArchiveFault fault) => new(
        $"The archive has a file that is not as it was written, so that nothing was pruned: {fault} Restore it from a copy of the archive. "
        + "归档文件已损坏，未作清除，请从归档副本恢复。");

    private static IOException Another(JournalSegment segment, long number) => new(
        $"Entry {number} is another one in {segment.FileName}: the archive is of another journal, or one of both was changed. "
        + $"Nothing after entry {number} was pruned; run 'citykit journal verify' with the archive. "
        + $"第 {number} 条与 {segment.FileName} 不符，其后未作清除，请连同归档一并校验。");
}
