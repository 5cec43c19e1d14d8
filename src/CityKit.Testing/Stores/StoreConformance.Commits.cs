using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Storage;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Stores;

public sealed partial class StoreConformance
{
    /// <summary>An open store says how many bytes it takes up, or that it does not know.</summary>
    public async Task ReadBytes_OfAnOpenStore_AreSomeOrUnknown()
    {
        await using var bench = create();
        await using var store = bench.Open();
        await OpenAsync(store).ConfigureAwait(false);
        Expect.Equal(true, await store.ReadBytesAsync(default).ConfigureAwait(false) is null or > 0, "whether an open store takes up bytes");
    }

    /// <summary>Everything of a commit is there after a restart.</summary>
    public async Task Commit_AfterReopening_IsFoundWhole()
    {
        await using var bench = create();
        var entry = new JournalEntry(1, At, JournalKind.Command, "k", new byte[] { 1, 2 });
        var hash = JournalChain.Next(default, entry);
        await using (var store = bench.Open())
        {
            var opened = await OpenAsync(store).ConfigureAwait(false);
            Expect.Equal((0L, 0L, 0L), (opened.Position.Number, opened.Position.Notification, opened.Position.Checkpoint),
                "an empty store's position");
            await store.CommitAsync(After(opened) with
            {
                Entries = [entry],
                Hash = hash,
                Documents = [Bay.Kind.Put(Sample, 1)],
                Notifications = [NoteOf(1)],
                Checkpoint = 1,
            }, default).ConfigureAwait(false);
        }
        await using var again = bench.Open();
        var position = (await OpenAsync(again).ConfigureAwait(false)).Position;
        Expect.Equal((1L, hash, 1L, 1L), (position.Number, position.Hash, position.Notification, position.Checkpoint), "the position");
        var found = await again.FindAsync([new DocumentKey("bay", Sample.Id)], default).ConfigureAwait(false);
        Expect.Equal((1L, Sample.Id), (Expect.Single(found).Version, Bay.Kind.Read(found[0]).Id), "the document");
        var read = Expect.Single(await again.ReadJournalAsync(0, default).ToListAsync().ConfigureAwait(false));
        Expect.True(read with { Payload = default } == entry with { Payload = default, Seal = hash }
            && read.Payload.Span.SequenceEqual(entry.Payload.Span), "the entry is as it was");
    }

    /// <summary>Who opens a store has it; who had it before stores nothing more, and is told so.</summary>
    public async Task Commit_OfAnOlderClaim_StoresNothing()
    {
        await using var bench = create();
        await using var older = bench.Open();
        var first = await OpenAsync(older).ConfigureAwait(false);
        await using var newer = bench.OpenBeside();
        var second = await OpenAsync(newer).ConfigureAwait(false);
        Expect.True(second.Epoch > first.Epoch, $"claim {second.Epoch} is after claim {first.Epoch}");
        await RefusedAsync(older, After(first) with { Documents = [Bay.Kind.Put(Sample, 0)] }).ConfigureAwait(false);
        Expect.Equal(0, (await newer.FindAsync([new DocumentKey("bay", Sample.Id)], default).ConfigureAwait(false)).Count,
            "what the older one stored");
        Expect.Equal(second.Epoch, (await older.ReadPositionAsync(default).ConfigureAwait(false)).Epoch,
            "the claim that the older one reads");
        await newer.CommitAsync(After(second) with { Entries = [EntryOf(1)], Hash = HashOf(1) }, default).ConfigureAwait(false);
    }

    /// <summary>A commit that does not follow on the last entry is not taken.</summary>
    public async Task Commit_AfterAnotherEntry_StoresNothing()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with { Entries = [EntryOf(1)], Hash = HashOf(1) }, default).ConfigureAwait(false);
        await RefusedAsync(store, After(opened) with { Entries = [EntryOf(1)], Hash = HashOf(1) }).ConfigureAwait(false);
        await RefusedAsync(store, After(opened) with { After = 2, Entries = [EntryOf(3)], Hash = HashOf(3) }).ConfigureAwait(false);
        Expect.Equal(1L, (await store.ReadPositionAsync(default).ConfigureAwait(false)).Number, "the last entry");
    }

    /// <summary>Two owners race: from the newer one's claim on, nothing of the older one is stored, and the journal has no hole.</summary>
    public async Task Claims_Raced_TheOlderCommitsNothingAfterTheNewer()
    {
        await using var bench = create();
        var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        for (var race = 0; race < races; race++)
        {
            var (older, has) = (store, opened);
            var stored = Task.Run(() => CommitUntilLostAsync(older, has));
            await Task.Delay(race % 3).ConfigureAwait(false);
            (store, opened) = await ClaimAsync(bench).ConfigureAwait(false);
            Expect.Equal(opened.Position.Number, await stored.ConfigureAwait(false),
                "the last entry of the older owner, as the newer one found it");
            await older.DisposeAsync().ConfigureAwait(false);
        }
        var numbers = await store.ReadJournalAsync(0, default).Select(e => e.Number).ToListAsync().ConfigureAwait(false);
        Expect.True(numbers.SequenceEqual(Enumerable.Range(1, numbers.Count).Select(n => (long)n)), "the journal has no hole");
        await store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A store has one history, which commits, claims and restarts leave as it is; another store has another.</summary>
    public async Task History_OfAStore_IsOneForItsWholeLife()
    {
        await using var bench = create();
        var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        var history = opened.Position.History;
        Expect.True(history != default, "an open store has a history");
        await store.CommitAsync(After(opened) with { Entries = [EntryOf(1)], Hash = HashOf(1) }, default).ConfigureAwait(false);
        Expect.Equal(history, (await store.ReadPositionAsync(default).ConfigureAwait(false)).History, "the history after a commit");
        await store.DisposeAsync().ConfigureAwait(false);
        await using (var again = bench.Open())
            Expect.Equal(history, (await OpenAsync(again).ConfigureAwait(false)).Position.History, "the history after a restart");
        await using var otherBench = create();
        await using var other = otherBench.Open();
        Expect.True((await OpenAsync(other).ConfigureAwait(false)).Position.History != history, "another store has another history");
    }

    /// <summary>A restored hub says so with a history of its own, which stays over claims.</summary>
    public async Task Commit_ThatBeginsAHistory_IsInItFromThenOn()
    {
        var begun = HistoryId.Create();
        await using var bench = create();
        await using (var store = bench.Open())
        {
            var opened = await OpenAsync(store).ConfigureAwait(false);
            await store.CommitAsync(After(opened) with { History = begun }, default).ConfigureAwait(false);
            Expect.Equal(begun, (await store.ReadPositionAsync(default).ConfigureAwait(false)).History, "the history after the commit");
        }
        await using var again = bench.Open();
        Expect.Equal(begun, (await OpenAsync(again).ConfigureAwait(false)).Position.History, "the history after the next claim");
    }

    private static async Task<(ICityStore Store, StoreOpening Opened)> ClaimAsync(IStoreBench bench)
    {
        var store = bench.OpenBeside();
        return (store, await OpenAsync(store).ConfigureAwait(false));
    }

    /// <returns>The last entry that was stored.</returns>
    private static async Task<long> CommitUntilLostAsync(ICityStore store, StoreOpening opened)
    {
        var (number, hash) = (opened.Position.Number, opened.Position.Hash);
        try
        {
            while (true)
            {
                var entry = EntryOf(number + 1);
                await store.CommitAsync(After(opened) with
                {
                    After = number,
                    Entries = [entry],
                    Hash = hash = JournalChain.Next(hash, entry),
                }, default).ConfigureAwait(false);
                if (++number % 2 == 0) await Task.Delay(1).ConfigureAwait(false); // who opens gets its turn
            }
        }
        catch (StoreLostException)
        {
            return number;
        }
    }

    private static Task RefusedAsync(ICityStore store, StoreCommit commit) =>
        Expect.ThrowsAsync<StoreLostException>(() => store.CommitAsync(commit, default).AsTask());
}
