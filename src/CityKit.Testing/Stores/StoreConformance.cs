using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Storage;
using CityKit.Testing.Conformance;
using NodaTime;

namespace CityKit.Testing.Stores;

/// <summary>
/// What every <see cref="ICityStore"/> promises, as plain methods: give it a way to make an empty bench, and call them all from any test
/// framework, or from none.
/// </summary>
/// <param name="create">Makes an empty store and its bench.</param>
/// <param name="races">How often two owners race for one store.</param>
public sealed class StoreConformance(Func<IStoreBench> create, int races = 500)
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 0, 0);

    /// <summary>All promises, in the order they are best tested.</summary>
    public IReadOnlyList<StoreCheck> Checks =>
    [
        new(nameof(Commit_AfterReopening_IsFoundWhole), Commit_AfterReopening_IsFoundWhole),
        new(nameof(Commit_OfAnOlderClaim_StoresNothing), Commit_OfAnOlderClaim_StoresNothing),
        new(nameof(Commit_AfterAnotherEntry_StoresNothing), Commit_AfterAnotherEntry_StoresNothing),
        new(nameof(Claims_Raced_TheOlderCommitsNothingAfterTheNewer), Claims_Raced_TheOlderCommitsNothingAfterTheNewer),
        new(nameof(FindEntries_ByKindAndKey_FindsThoseOnly), FindEntries_ByKindAndKey_FindsThoseOnly),
        new(nameof(ReadJournal_OverManyPages_IsInOrder), ReadJournal_OverManyPages_IsInOrder),
        new(nameof(ReadJournal_OfManyCommits_IsSealedWhereEachEnded), ReadJournal_OfManyCommits_IsSealedWhereEachEnded),
        new(nameof(Prune_OfEntries_LeavesTheirDigestsAndTheChain), Prune_OfEntries_LeavesTheirDigestsAndTheChain),
        new(nameof(Prune_AfterTheCheckpoint_IsTheCallersErrorAndStoresNothing), Prune_AfterTheCheckpoint_IsTheCallersErrorAndStoresNothing),
        new(nameof(History_OfAStore_IsOneForItsWholeLife), History_OfAStore_IsOneForItsWholeLife),
        new(nameof(Commit_ThatBeginsAHistory_IsInItFromThenOn), Commit_ThatBeginsAHistory_IsInItFromThenOn),
        new(nameof(ReadNotifications_AfterOne_GivesTheNextInOrder), ReadNotifications_AfterOne_GivesTheNextInOrder),
        new(nameof(FindText_WrittenTwice_IsTheFirst), FindText_WrittenTwice_IsTheFirst),
        new(nameof(Cells_ChangedAndRemoved_AreAsTheLastCommitLeftThem), Cells_ChangedAndRemoved_AreAsTheLastCommitLeftThem),
        new(nameof(Find_ByIds_FindsThoseThatThereAre), Find_ByIds_FindsThoseThatThereAre),
        new(nameof(ReadTogether_OfEverything_FindsWhatEachReadFinds), ReadTogether_OfEverything_FindsWhatEachReadFinds),
        new(nameof(Query_OfEveryShape_FindsWhatAWalkOverAllFinds), Query_OfEveryShape_FindsWhatAWalkOverAllFinds),
        new(nameof(Query_AfterChangesAndRemovals_FindsThemAsTheyAre), Query_AfterChangesAndRemovals_FindsThemAsTheyAre),
        new(nameof(Query_ThatDoesNotFit_IsTheCallersError), Query_ThatDoesNotFit_IsTheCallersError),
        new(nameof(Query_OfEveryShape_NeverScans), Query_OfEveryShape_NeverScans),
        new(nameof(Total_ByUpToTwoIndexes_CountsAndAddsUp), Total_ByUpToTwoIndexes_CountsAndAddsUp),
        new(nameof(Open_WithNewIndexes_BuildsThem), Open_WithNewIndexes_BuildsThem),
        new(nameof(Open_WithNewOrders_SortsWhatHasManyValues), Open_WithNewOrders_SortsWhatHasManyValues),
    ];

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

    /// <summary>Notifications are read from any one on, at most as many as asked for.</summary>
    public async Task ReadNotifications_AfterOne_GivesTheNextInOrder()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Notifications = [.. Enumerable.Range(1, 700).Select(n => NoteOf(n))] }, default).ConfigureAwait(false);
        var page = await store.ReadNotificationsAsync(601, 50, default).ConfigureAwait(false);
        Expect.True(page.SequenceEqual(Enumerable.Range(602, 50).Select(n => NoteOf(n))), "50 notifications after 601");
        Expect.Equal(0, (await store.ReadNotificationsAsync(long.MaxValue, 50, default).ConfigureAwait(false)).Count,
            "notifications after the last");
    }

    /// <summary>A protected record is written once.</summary>
    public async Task FindText_WrittenTwice_IsTheFirst()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Texts = [new ProtectedText("r", new byte[16], "first")] }, default).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Texts = [new ProtectedText("r", new byte[16], "second")] }, default).ConfigureAwait(false);
        Expect.Equal("first", (await store.FindTextAsync("r", default).ConfigureAwait(false))?.Text, "the text");
        Expect.Equal(null, await store.FindTextAsync("s", default).ConfigureAwait(false), "a text that was never written");
    }

    /// <summary>Pieces of state are found as the last commit left them.</summary>
    public async Task Cells_ChangedAndRemoved_AreAsTheLastCommitLeftThem()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        CellKey a = new("m", "a"), b = new("m", "b"), other = new("n", "a");
        await store.CommitAsync(After(opened) with
        {
            Cells = [new(a, 1, "1"u8.ToArray()), new(b, 1, "1"u8.ToArray()), new(other, 1, "o"u8.ToArray())],
        }, default).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Cells = [new(a, 7, "2"u8.ToArray()), new(b, 7, default)] }, default).ConfigureAwait(false);
        var found = (await store.FindCellsAsync([a, b, other], default).ConfigureAwait(false))
            .OrderBy(c => c.Key.Module).Select(c => $"{c.Key.Module}{c.Number}{(char)c.Bytes.Span[0]}");
        Expect.Equal("m72 n1o", string.Join(' ', found), "the pieces");
        await store.CommitAsync(After(opened) with
        {
            Cells = [.. Enumerable.Range(0, 1234).Select(n => new StateCell(new CellKey("many", $"k-{n:d4}"), 8, "x"u8.ToArray()))],
        }, default).ConfigureAwait(false);
        var many = await store.ReadCellsAsync("many", default).Select(c => c.Key.Key).ToListAsync().ConfigureAwait(false);
        Expect.True(many.SequenceEqual(Enumerable.Range(0, 1234).Select(n => $"k-{n:d4}")), "all pieces of a module, by key");
    }

    /// <summary>Documents are found by their ids, those that there are.</summary>
    public async Task Find_ByIds_FindsThoseThatThereAre()
    {
        await using var bench = create();
        await using var store = bench.Open();
        await WorldAsync(store, 20).ConfigureAwait(false);
        var found = await store.FindAsync(
            [new("bay", "bay-00003"), new("bay", "bay-99999"), new("bay", "bay-00007")], default).ConfigureAwait(false);
        Expect.Equal("bay-00003 bay-00007", string.Join(' ', found.Select(d => d.Id).Order(StringComparer.Ordinal)), "the documents");
    }

    /// <summary>Read together, everything is what each read finds alone; pages come in the order asked.</summary>
    public async Task ReadTogether_OfEverything_FindsWhatEachReadFinds()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var (_, opened) = await WorldAsync(store, 60).ConfigureAwait(false);
        var cell = new CellKey("m", "a");
        await store.CommitAsync(After(opened) with
        {
            Entries = [EntryOf(1, JournalKind.Command, "k")],
            Hash = HashOf(1),
            Cells = [new(cell, 1, "1"u8.ToArray())],
        }, default).ConfigureAwait(false);
        var random = new Random(13);
        var asked = new StoreQuestions
        {
            Entries = [new(JournalKind.Command, "k"), new(JournalKind.Command, "j")],
            Documents = [new("bay", "bay-00003"), new("bay", "bay-99999"), new("bay", "bay-00007")],
            Cells = [cell, new CellKey("m", "b")],
            Pages = [.. Enumerable.Range(0, 10).Select(_ => BayWorld.QueryOf(random).Plain)],
        };
        var found = await store.ReadTogetherAsync(asked, default).ConfigureAwait(false);
        Expect.Equal(1L, Expect.Single(found.Entries).Number, "the entry");
        Expect.Equal("bay-00003 bay-00007", string.Join(' ', IdsOf(found.Documents).Order(StringComparer.Ordinal)), "the documents");
        Expect.Equal(cell, Expect.Single(found.Cells).Key, "the piece of state");
        foreach (var (query, page) in asked.Pages.Zip(found.Pages))
        {
            var alone = await store.QueryAsync(query, default).ConfigureAwait(false);
            Expect.Equal(string.Join(' ', IdsOf(alone.Rows)), string.Join(' ', IdsOf(page.Rows)), "the page");
            Expect.Equal(alone.Next, page.Next, "where the next page begins");
        }
        Expect.Equal(0, (await store.ReadTogetherAsync(new(), default).ConfigureAwait(false)).Pages.Count, "pages when nothing is asked");
    }

    /// <summary>Every operator, alone and together, page by page, against a walk over all documents.</summary>
    public async Task Query_OfEveryShape_FindsWhatAWalkOverAllFinds()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var (world, _) = await WorldAsync(store, 120).ConfigureAwait(false);
        var random = new Random(7);
        for (var i = 0; i < 400; i++) await CheckAsync(store, world, BayWorld.QueryOf(random).Plain).ConfigureAwait(false);
    }

    /// <summary>A document that changed is found by what it is now, one that was removed by nothing.</summary>
    public async Task Query_AfterChangesAndRemovals_FindsThemAsTheyAre()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var (world, opened) = await WorldAsync(store, 60).ConfigureAwait(false);
        var random = new Random(11);
        var changed = world.Bays.Select(
            (bay, n) => random.Next(3) switch { 0 => BayWorld.Of(n, random), 1 => bay with { Tags = ["b"] }, _ => bay }).ToArray();
        await store.CommitAsync(
            After(opened) with { Documents = [.. changed.Select(b => Bay.Kind.Put(b, 2))] }, default).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with
        {
            Documents = [.. changed[..10].Select(b => new DocumentChange(Bay.Kind, b.Id, 3, null, []))],
        }, default).ConfigureAwait(false);
        for (var i = 0; i < 200; i++)
            await CheckAsync(store, new BayWorld(changed[10..]), BayWorld.QueryOf(random).Plain).ConfigureAwait(false);
    }

    /// <summary>A question about an index that is not there, or that cannot do it, is refused before anything is read.</summary>
    public async Task Query_ThatDoesNotFit_IsTheCallersError()
    {
        await using var bench = create();
        await using var store = bench.Open();
        await WorldAsync(store, 1).ConfigureAwait(false);
        DocumentQuery[] wrong =
        [
            new("nothing"), new("bay") { Limit = 0 }, new("bay") { Limit = DocumentQuery.MaxRows + 1 },
            new("bay") { Order = "street" }, new("bay") { Order = "colour" },
            new("bay") { Conditions = [new DocumentCondition("size", [IndexValue.Of("text")], false)] },
            new("bay") { Conditions = [new DocumentCondition("size", [IndexValue.Of(1)], true)] },
            new("bay") { Conditions = [new DocumentCondition("street", [], false)] },
            new("bay") { Range = new DocumentRange("tags", null, null) },
        ];
        foreach (var query in wrong)
            await Expect.ThrowsAsync<ArgumentException>(() => store.QueryAsync(query, default).AsTask()).ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentException>(
            () => store.TotalAsync(new DocumentTotals(new("bay"), ["tags"]), default).AsTask()).ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentException>(
            () => store.TotalAsync(new DocumentTotals(new("bay"), [], "street"), default).AsTask()).ConfigureAwait(false);
    }

    /// <summary>No query reads a whole table: each step of its plan uses an index.</summary>
    public async Task Query_OfEveryShape_NeverScans()
    {
        await using var bench = create();
        await using var store = bench.Open();
        await WorldAsync(store, 50).ConfigureAwait(false);
        var random = new Random(13);
        for (var i = 0; i < 400; i++)
        {
            var query = BayWorld.QueryOf(random).Plain;
            var scans = bench.PlanOf(store, query)?.Where(step => step.Contains("SCAN", StringComparison.Ordinal)
                && !step.Contains("INDEX", StringComparison.Ordinal)).ToArray() ?? [];
            Expect.True(scans.Length == 0, $"{query} uses indexes only: {string.Join("; ", scans)}");
        }
    }

    /// <summary>Counts and sums, by none, one and two indexes, documents without a value in a group of their own.</summary>
    public async Task Total_ByUpToTwoIndexes_CountsAndAddsUp()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var (world, _) = await WorldAsync(store, 120).ConfigureAwait(false);
        var random = new Random(17);
        string[][] groups = [[], ["street"], ["size"], ["street", "size"], ["cell", "rank"], ["since"]];
        for (var i = 0; i < 60; i++)
        {
            var totals = new DocumentTotals(BayWorld.QueryOf(random).Plain, [.. groups[i % groups.Length]], "rank");
            var found = (await store.TotalAsync(totals, default).ConfigureAwait(false))
                .Select(g => $"{string.Join('|', g.Values)}={g.Count}/{g.Sum}");
            Expect.Equal(string.Join(' ', Expected(world, totals)), string.Join(' ', found), $"the groups of {totals}");
        }
    }

    /// <summary>An index that a newer version declares finds the documents of before.</summary>
    public Task Open_WithNewIndexes_BuildsThem() => BuildsFromAsync(Bay.OldKind);

    /// <summary>An order that a newer version declares sorts what an index with many values finds, too.</summary>
    public Task Open_WithNewOrders_SortsWhatHasManyValues() => BuildsFromAsync(Bay.UnsortedKind);

    private async Task BuildsFromAsync(DocumentKind<Bay> kind)
    {
        await using var bench = create();
        var world = new BayWorld(80, 19);
        await using (var old = bench.Open())
        {
            var opened = await old.OpenAsync([kind], default).ConfigureAwait(false);
            await old.CommitAsync(
                After(opened) with { Documents = [.. world.Bays.Select(b => kind.Put(b, 1))] }, default).ConfigureAwait(false);
        }
        await using var store = bench.Open();
        await OpenAsync(store).ConfigureAwait(false);
        var random = new Random(23);
        for (var i = 0; i < 100; i++) await CheckAsync(store, world, BayWorld.QueryOf(random).Plain).ConfigureAwait(false);
    }

    private static Bay Sample { get; } = new("bay-1", "East", 2, "wm", ["a"], At, 1);

    private static IEnumerable<string> IdsOf(IEnumerable<StoredDocument> documents) => documents.Select(d => d.Id);

    private static async Task<(BayWorld World, StoreOpening Opened)> WorldAsync(ICityStore store, int count)
    {
        var (world, opened) = (new BayWorld(count, 3), await OpenAsync(store).ConfigureAwait(false));
        await store.CommitAsync(
            After(opened) with { Documents = [.. world.Bays.Select(b => Bay.Kind.Put(b, 1))] }, default).ConfigureAwait(false);
        return (world, opened);
    }

    private static async Task CheckAsync(ICityStore store, BayWorld world, DocumentQuery query)
    {
        var expected = world.Expected(query).ToArray();
        var found = new List<string>();
        for (var next = query; ;)
        {
            var page = await store.QueryAsync(next, default).ConfigureAwait(false);
            found.AddRange(page.Rows.Select(d => d.Id));
            Expect.True(page.Rows.Count == query.Limit || page.Next is null, $"a page of {query} is full or the last");
            if (page.Next is null) break;
            next = next with { After = DocumentCursor.Parse(page.Next.ToString()) };
        }
        Expect.Equal(string.Join(' ', expected), string.Join(' ', found), $"what {query} finds");
    }

    private static IEnumerable<string> Expected(BayWorld world, DocumentTotals totals) => world.Bays
        .Where(b => BayWorld.Holds(b, totals.Of))
        .GroupBy(b => (Of(b, totals, 0), Of(b, totals, 1)))
        .OrderBy(g => g.Key)
        .Select(g => $"{string.Join('|', new[] { g.Key.Item1, g.Key.Item2 }.Take(totals.By.Length))}"
            + $"={g.Count()}/{g.Sum(b => b.Rank ?? 0)}");

    private static IndexValue? Of(Bay bay, DocumentTotals totals, int place) =>
        place < totals.By.Length && BayWorld.ValuesOf(bay, totals.By[place]) is [var value] ? value : null;

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

    private static ValueTask<StoreOpening> OpenAsync(ICityStore store) => store.OpenAsync([Bay.Kind], default);

    private static StoreCommit After(StoreOpening opened) => new() { Epoch = opened.Epoch, After = opened.Position.Number };

    private static Task RefusedAsync(ICityStore store, StoreCommit commit) =>
        Expect.ThrowsAsync<StoreLostException>(() => store.CommitAsync(commit, default).AsTask());

    private static JournalEntry EntryOf(long number, JournalKind kind = JournalKind.Tick, string key = "") =>
        new(number, At, kind, key, new byte[] { 1 });

    private static RunningHash HashOf(int count) =>
        Enumerable.Range(1, count).Aggregate(default(RunningHash), (hash, n) => JournalChain.Next(hash, EntryOf(n)));

    private static Notification NoteOf(long number) =>
        new(number, At, NotificationKind.Notice, $"s-{number}", new LocalizedText("知", "note"), "a");
}
