using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Partitions;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Privacy;
using CityKit.Storage;
using NodaTime;

namespace CityKit.PostgreSql.Tests;

/// <summary>A city of three partitions and its own, as one store.</summary>
public sealed class CityReaderTests : IAsyncLifetime, IDisposable
{
    private const int Count = 3;

    private sealed record Note(string Id, string Text)
    {
        internal static DocumentIndex<Note> First { get; } = DocumentIndex<Note>.Text("first", n => n.Text[..1]);

        internal static DocumentIndex<Note> Letters { get; } =
            DocumentIndex<Note>.Texts("letters", n => n.Text.Select(c => $"{c}").Distinct());

        internal static DocumentIndex<Note> Length { get; } = DocumentIndex<Note>.Order("length", n => n.Text.Length);

        internal static DocumentKind<Note> Kind { get; } = new("note", n => n.Id,
            n => System.Text.Encoding.UTF8.GetBytes($"{n.Id}\n{n.Text}"),
            bytes => System.Text.Encoding.UTF8.GetString(bytes.Span).Split('\n') is [var id, var text] ? new Note(id, text)
                : throw new FormatException("Not a note. 不是便笺。"),
            First, Letters, Length);
    }

    private static readonly SubjectId Who = SubjectId.FromBytes([.. Enumerable.Range(1, SubjectId.ByteLength).Select(n => (byte)n)]);
    private readonly TestDatabase database = new();
    private readonly Dictionary<PartitionId, (ICityStore Store, StoreOpening Opened)> owners = [];
    private PostgreSqlDatabase city = null!;
    private ICityReader reader = null!;

    public async Task InitializeAsync()
    {
        if (PostgresFactAttribute.Reason is not null) return;
        city = new PostgreSqlDatabase(database.ConnectionString);
        reader = city.Reader(Count);
        await reader.OpenAsync([Note.Kind], default);
        foreach (var id in PartitionId.All(Count))
        {
            var store = city.Store(id);
            owners[id] = (store, await store.OpenAsync([Note.Kind], default));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var (store, _) in owners.Values) await store.DisposeAsync();
        if (reader is not null) await reader.DisposeAsync();
        if (city is not null) await city.DisposeAsync();
    }

    public void Dispose() => database.Dispose();

    [PostgresFact] // by SQL as in memory, whose clock goes back, too
    public async Task ReadNotifications_OfAllPartitions_AreAsThoseReadOneByOne()
    {
        var random = new Random(5);
        foreach (var (id, (store, opened)) in owners)
            await store.CommitAsync(new StoreCommit
            {
                Epoch = opened.Epoch, After = 0,
                Notifications = [.. Enumerable.Range(1, 40).Select(n => new Notification(n, Instant.FromUnixTimeSeconds(n + random.Next(3)),
                    NotificationKind.Finding, $"{id}-{n}", new("一", "one"), ""))],
            }, default);
        var after = new long[Count + 1];
        for (var read = 0; read < 40 * (Count + 1);)
        {
            var page = await reader.ReadNotificationsAsync(after, 17, default);
            Assert.Equal(await new OneByOne(reader).ReadNotificationsAsync(after, 17, default), page);
            foreach (var told in page) after[told.Partition!.Value + 1] = told.Number;
            read += page.Count;
        }
        Assert.Equal([40, 40, 40, 40], after);
        Assert.Equal([40, 40, 40, 40], (await reader.ReadPositionsAsync(default)).Select(position => position.Notification));
    }

    [PostgresFact]
    public async Task FindCells_OfAllPartitions_AreInTheirOrder()
    {
        var (store, opened) = owners[new PartitionId(1)];
        var cell = new StateCell(new CellKey("hub", "histories"), 3, new byte[] { 7 });
        await store.CommitAsync(new StoreCommit { Epoch = opened.Epoch, After = 0, Cells = [cell] }, default);
        var found = await reader.FindCellsAsync(cell.Key, default);
        Assert.Equal([false, false, true, false], found.Select(c => c is not null));
        Assert.Equal(cell.Bytes.ToArray(), found[2]!.Bytes.ToArray());
    }

    [PostgresFact]
    public async Task ReadPositions_OfAPartitionThatNeverWas_AreNothing()
    {
        await using var more = city.Reader(Count + 2);
        await more.OpenAsync([Note.Kind], default);
        Assert.Equal([true, true, true, true, false, false],
            (await more.ReadPositionsAsync(default)).Select(position => position.History != default));
    }

    /// <summary>As a reader is that has no SQL for it.</summary>
    private sealed class OneByOne(ICityReader inner) : ICityReader
    {
        public int Count => inner.Count;

        public ICityStore All => inner.All;

        public Task News => inner.News;

        public ICityStore Of(PartitionId partition) => inner.Of(partition);

        public ValueTask OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken) =>
            inner.OpenAsync(kinds, cancellationToken);

        public ValueTask<IReadOnlyDictionary<DocumentKey, PartitionId>> WhereAsync(
            IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) => inner.WhereAsync(keys, cancellationToken);

        public ValueTask<IReadOnlyDictionary<CellKey, PartitionId>> WhereAsync(
            IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) => inner.WhereAsync(keys, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(
            IReadOnlyList<long> after, int limit, CancellationToken cancellationToken) =>
            ((ICityReader)this).ReadNotificationsAsync(after, limit, cancellationToken);
    }

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public async Task Query_InPages_GivesEachOnceInTheCitysOrder(int limit)
    {
        await PutNotesAsync();
        var query = new DocumentQuery("note") { Order = "length", Limit = limit };
        Assert.Equal(["n-0-0", "n-0-1", "n-0-2", "n-1-0", "n-1-1", "n-1-2", "n-2-0", "n-2-1", "n-2-2", "n-3-0", "n-3-1", "n-3-2"],
            await IdsAsync(query));
        Assert.Equal((await IdsAsync(query)).Reverse(), await IdsAsync(query with { Descending = true }));
        Assert.Equal(["n-0-0", "n-0-1", "n-0-2", "n-2-0", "n-2-1", "n-2-2"],
            await IdsAsync(query with { Conditions = [new("first", [IndexValue.Of("a")], false)] }));
        var many = query with { Conditions = [new("letters", [IndexValue.Of("b"), IndexValue.Of("c")], false)] };
        Assert.Equal(["n-1-0", "n-1-1", "n-1-2", "n-3-0", "n-3-1", "n-3-2"], await IdsAsync(many));
        Assert.Equal(["n-1-0", "n-1-1", "n-1-2", "n-3-0", "n-3-1", "n-3-2"], await IdsAsync(many with { Order = null }));
    }

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Query_WhatSeveralPartitionsHave_IsOneDocument_TheCitysOwn(int limit)
    {
        foreach (var id in PartitionId.All(Count))
            await PutAsync(id, new Note("same", $"aab{id}"[..4]), new($"own-{id}", "ab"), new("zz", $"b{id}"[..3]));
        foreach (var query in (
            DocumentQuery[])[new("note") { Limit = limit }, new("note")
            { Limit = limit, Conditions = [new("letters", [IndexValue.Of("a"), IndexValue.Of("b")], false)] }])
        {
            Assert.Equal(["own-000", "own-001", "own-002", "own-city", "same", "zz"], await IdsAsync(query));
            Assert.Equal(["zz", "same", "own-city", "own-002", "own-001", "own-000"], await IdsAsync(query with { Descending = true }));
        }
        var found = Assert.Single(await reader.All.FindAsync([new DocumentKey("note", "same")], default));
        Assert.Equal("same\naabc", System.Text.Encoding.UTF8.GetString(found.Bytes.Span));
        Assert.Equal(PartitionId.City, Assert.Single(await reader.WhereAsync([new DocumentKey("note", "same")], default)).Value);
    }

    [PostgresFact]
    public async Task Total_OfTheCity_IsThatOfItsPartitions()
    {
        await PutNotesAsync();
        var totals = new DocumentTotals(new DocumentQuery("note"), ["first"], "length");
        Assert.Equal("a 6 12, b 6 18", Shown(await reader.All.TotalAsync(totals, default)));
        Assert.Equal("a 2 4, b 2 6", Shown(await reader.Of(new PartitionId(1)).TotalAsync(totals, default)));
    }

    [PostgresFact]
    public async Task Where_OfDocumentsAndState_NamesThePartition()
    {
        await PutNotesAsync();
        await CommitAsync(new PartitionId(2), epoch =>
            new StoreCommit { Epoch = epoch, After = 0, Cells = [new StateCell(new("m", "k"), 0, new byte[1])] });
        var found = await reader.WhereAsync(
            [new DocumentKey("note", "n-1-2"), new DocumentKey("note", "n-0-0"), new DocumentKey("note", "none")], default);
        Assert.Equal([("n-0-0", 0), ("n-1-2", 2)], found.Select(f => (f.Key.Id, f.Value.Number)).Order());
        Assert.Equal(new PartitionId(2),
            Assert.Single(await reader.WhereAsync([new CellKey("m", "k"), new CellKey("m", "none")], default)).Value);
    }

    [PostgresFact]
    public async Task All_EntriesSubjectsAndRecords_AreThoseOfAllPartitions()
    {
        var subject = new SubjectKey(Who, SubjectLookup.FromBytes(new byte[SubjectLookup.ByteLength]), new byte[3]);
        foreach (var id in PartitionId.All(Count))
            await CommitAsync(id, epoch => new StoreCommit
            {
                Epoch = epoch, After = 0,
                Entries = [new JournalEntry(1, default, JournalKind.Tick, $"k-{id}", default)],
                Subjects = [subject], Records = [new ProtectedRecord($"r-{id}", Who, new byte[4])],
            });
        Assert.Equal(["k-000", "k-city"], (await reader.All.FindEntriesAsync(
            [new(JournalKind.Tick, "k-000"), new(JournalKind.Tick, "k-city")], default)).Select(e => e.Key).Order());
        Assert.Equal(Who, Assert.Single(await reader.All.FindSubjectsAsync([Who], default)).Id);
        Assert.Equal(Who, Assert.Single(await reader.All.FindSubjectsAsync([subject.Lookup], default)).Id);
        Assert.Equal([Who], await reader.All.ReadSubjectsAsync(default).Select(s => s.Id).ToArrayAsync());
        Assert.Equal(2, (await reader.All.FindRecordsAsync(["r-001", "r-city", "none"], default)).Count);
    }

    [PostgresFact]
    public async Task All_PositionStateAndNotifications_AreTheCitysOwn()
    {
        await CommitAsync(PartitionId.City, epoch => new StoreCommit
        {
            Epoch = epoch, After = 0, Cells = [new StateCell(new("m", "k"), 0, new byte[2])], Notifications = [News(1)],
        });
        await CommitAsync(new PartitionId(0), epoch => new StoreCommit
        {
            Epoch = epoch, After = 0, Cells = [new StateCell(new("m", "k"), 0, new byte[7])], Notifications = [News(1), News(2)],
        });
        Assert.Equal(1, (await reader.All.ReadPositionAsync(default)).Notification);
        Assert.Single(await reader.All.ReadNotificationsAsync(0, 10, default));
        Assert.Equal(2, Assert.Single(await reader.All.FindCellsAsync([new CellKey("m", "k")], default)).Bytes.Length);
        Assert.Equal(2, (await reader.Of(new PartitionId(0)).ReadNotificationsAsync(0, 10, default)).Count);
    }

    [PostgresFact]
    public async Task News_WhenAPartitionCommitsANotification_Completes()
    {
        var news = reader.News;
        await CommitAsync(new PartitionId(1), epoch => new StoreCommit { Epoch = epoch, After = 0, Notifications = [News(1)] });
        await news;
        Assert.Single(await reader.Of(new PartitionId(1)).ReadNotificationsAsync(0, 10, default));
    }

    [PostgresFact]
    public async Task News_WhenItsSessionIsEnded_IsFoundOutAllTheSame()
    {
        var news = reader.News;
        const string Listening = "FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN citykit'";
        while (database.Run($"SELECT pid {Listening}").Count == 0) { } // it begins to listen
        database.Run($"SELECT pg_terminate_backend(pid) {Listening}");
        await CommitAsync(new PartitionId(1), epoch => new StoreCommit { Epoch = epoch, After = 0, Notifications = [News(1)] });
        await news;
    }

    [PostgresFact]
    public async Task All_OnlyReads()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.All.OpenAsync([Note.Kind], default));
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await reader.All.CommitAsync(new StoreCommit { Epoch = 1, After = 0 }, default));
    }

    [PostgresFact]
    public async Task Open_AllPartitionsOfAnEmptyDatabaseAtOnce_SharesTheirReaders()
    {
        using var own = new TestDatabase();
        await using var wide = new PostgreSqlDatabase(own.ConnectionString);
        ICityStore[] stores = [.. PartitionId.All(64).Select(wide.Store)];
        await Task.WhenAll(stores.Select(s => s.OpenAsync([Note.Kind], default).AsTask()));
        await Task.WhenAll(stores.Select(s => s.QueryAsync(new DocumentQuery("note"), default).AsTask()));
        var sessions = long.Parse(
            own.Run("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'CityKit%'")[0],
            null);
        Assert.InRange(sessions, 65, 65 + 8);
        foreach (var store in stores) await store.DisposeAsync();
    }

    private async Task PutNotesAsync()
    {
        for (var p = 0; p < Count; p++)
            await PutAsync(new PartitionId(p),
                [.. Enumerable.Range(0, 4).Select(n => new Note($"n-{n}-{p}", new string("ab"[n % 2], 1 + n)))]);
    }

    private Task PutAsync(PartitionId partition, params Note[] notes) =>
        CommitAsync(partition, epoch =>
            new StoreCommit { Epoch = epoch, After = 0, Documents = [.. notes.Select(n => Note.Kind.Put(n, 1))] });

    private async Task CommitAsync(PartitionId partition, Func<long, StoreCommit> commit) =>
        await owners[partition].Store.CommitAsync(commit(owners[partition].Opened.Epoch), default);

    private async Task<IReadOnlyList<string>> IdsAsync(DocumentQuery query)
    {
        var found = new List<string>();
        for (var page = await reader.All.QueryAsync(query, default); ; page = await reader.All.QueryAsync(
            query with { After = page.Next }, default))
        {
            found.AddRange(page.Rows.Select(d => d.Id));
            if (page.Next is null) return found;
        }
    }

    private static string Shown(IReadOnlyList<DocumentGroup> groups) =>
        string.Join(", ", groups.Select(g => $"{g.Values[0]} {g.Count} {g.Sum}"));

    private static Notification News(long number) =>
        new(number, Instant.FromUnixTimeSeconds(0), NotificationKind.Notice, "s", new("知", "note"), "a");
}
