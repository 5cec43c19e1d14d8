using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Stores;

public sealed partial class StoreConformance
{
    /// <summary>An entry is found by its kind and key together; one without a key by none.</summary>
    public async Task FindEntries_ByKindAndKey_FindsThoseOnly()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with
        {
            Entries = [EntryOf(1), EntryOf(2, JournalKind.Command, "k"), EntryOf(3, JournalKind.Feed, "k")],
            Hash = HashOf(3),
        }, default).ConfigureAwait(false);
        var found = await store.FindEntriesAsync(
            [new EntryKey(JournalKind.Command, "k"), new EntryKey(JournalKind.Command, "j"), new EntryKey(JournalKind.Tick, "")],
            default).ConfigureAwait(false);
        Expect.Equal(2L, Expect.Single(found).Number, "the entry");
    }

    /// <summary>The journal is read to its end, however long, and from any entry on.</summary>
    public async Task ReadJournal_OverManyPages_IsInOrder()
    {
        const int Count = 1234;
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with
        {
            Entries = [.. Enumerable.Range(1, Count).Select(n => EntryOf(n))],
            Hash = HashOf(Count),
        }, default).ConfigureAwait(false);
        var numbers = await store.ReadJournalAsync(500, default).Select(e => e.Number).ToListAsync().ConfigureAwait(false);
        Expect.True(numbers.SequenceEqual(Enumerable.Range(501, Count - 500).Select(n => (long)n)), "entries 501 to the last, in order");
    }

    /// <summary>The last entry of each commit carries the running hash after it, the others none.</summary>
    public async Task ReadJournal_OfManyCommits_IsSealedWhereEachEnded()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with { Entries = [EntryOf(1), EntryOf(2)], Hash = HashOf(2) }, default).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with
        {
            After = 2,
            Entries = [EntryOf(3, JournalKind.Command, "k")],
            Hash = HashOf(3),
        }, default).ConfigureAwait(false);
        var seals = await store.ReadJournalAsync(0, default).Select(e => e.Seal).ToListAsync().ConfigureAwait(false);
        Expect.True(seals.SequenceEqual([null, HashOf(2), HashOf(3)]), "entries 2 and 3 are sealed, entry 1 is not");
        var found = Expect.Single(await store.FindEntriesAsync([new EntryKey(JournalKind.Command, "k")], default).ConfigureAwait(false));
        Expect.Equal(HashOf(3), found.Seal, "the seal of the entry that was found by its key");
    }

    /// <summary>
    /// A pruned entry keeps number, time, kind, key and seal, is found by its key, and the chain goes on over its digest, also after a
    /// restart.
    /// </summary>
    public async Task Prune_OfEntries_LeavesTheirDigestsAndTheChain()
    {
        await using var bench = create();
        JournalEntry[] entries = [EntryOf(1), EntryOf(2, JournalKind.Command, "k"), EntryOf(3)];
        var hash = entries.Aggregate(default(RunningHash), JournalChain.Next);
        await using (var store = bench.Open())
        {
            var opened = await OpenAsync(store).ConfigureAwait(false);
            await store.CommitAsync(After(opened) with { Entries = entries, Hash = hash, Checkpoint = 2 }, default).ConfigureAwait(false);
            await store.CommitAsync(
                After(opened) with { After = 3, Pruned = [entries[0].Prune(), entries[1].Prune()] }, default).ConfigureAwait(false);
        }
        await using var again = bench.Open();
        var position = (await OpenAsync(again).ConfigureAwait(false)).Position;
        Expect.Equal((3L, hash), (position.Number, position.Hash), "the position");
        var read = await again.ReadJournalAsync(0, default).ToListAsync().ConfigureAwait(false);
        Expect.Equal("True 0, True 0, False 1", string.Join(", ", read.Select(e => $"{e.IsPruned} {e.Payload.Length}")), "what is pruned");
        Expect.Equal(hash, read.Aggregate(default(RunningHash), JournalChain.Next), "the chain");
        Expect.Equal(hash, read[2].Seal, "the seal");
        var found = Expect.Single(await again.FindEntriesAsync([new EntryKey(JournalKind.Command, "k")], default).ConfigureAwait(false));
        Expect.True(found.IsPruned && found.Holds([1]) && !found.Holds([2]), "the pruned entry says what it held");
    }

    /// <summary>What a start replays keeps its payload.</summary>
    public async Task Prune_AfterTheCheckpoint_IsTheCallersErrorAndStoresNothing()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        JournalEntry[] entries = [EntryOf(1), EntryOf(2)];
        await store.CommitAsync(After(opened) with { Entries = entries, Hash = HashOf(2), Checkpoint = 1 }, default).ConfigureAwait(false);
        foreach (var wrong in (JournalEntry[])[entries[1].Prune(), entries[0]])
        {
            var commit = After(opened) with { After = 2, Pruned = [entries[0].Prune(), wrong] };
            await Expect.ThrowsAsync<ArgumentException>(() => store.CommitAsync(commit, default).AsTask()).ConfigureAwait(false);
        }
        var read = await store.ReadJournalAsync(0, default).ToListAsync().ConfigureAwait(false);
        Expect.True(read.All(e => !e.IsPruned && e.Payload.Length == 1), "nothing is pruned");
    }
}
