using CityKit.Documents;
using CityKit.Journal;
using CityKit.Storage;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Stores;

public sealed partial class StoreConformance
{
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
            var totals = new DocumentTotals(BayWorld.QueryOf(random).Plain, [.. groups[i % groups.Length]], "rank")
            {
                Limit = i % 4 == 0 ? 3 : DocumentTotals.MaxGroups,
            };
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
        .Take(totals.Limit)
        .Select(g => $"{string.Join('|', new[] { g.Key.Item1, g.Key.Item2 }.Take(totals.By.Length))}"
            + $"={g.Count()}/{g.Sum(b => b.Rank ?? 0)}");

    private static IndexValue? Of(Bay bay, DocumentTotals totals, int place) =>
        place < totals.By.Length && BayWorld.ValuesOf(bay, totals.By[place]) is [var value] ? value : null;

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

    private static IEnumerable<string> IdsOf(IEnumerable<StoredDocument> documents) => documents.Select(d => d.Id);
}
