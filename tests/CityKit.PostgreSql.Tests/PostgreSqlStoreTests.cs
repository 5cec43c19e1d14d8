using CityKit.Documents;
using CityKit.Journal;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using NodaTime;

namespace CityKit.PostgreSql.Tests;

public sealed class PostgreSqlStoreTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private sealed record Note(string Id, string Text)
    {
        internal static DocumentIndex<Note> First { get; } = DocumentIndex<Note>.Text("first", n => n.Text[..1]);

        internal static DocumentIndex<Note> Letters { get; } =
            DocumentIndex<Note>.Texts("letters", n => n.Text.Select(c => $"{c}").Distinct());

        internal static DocumentIndex<Note> Length { get; } = DocumentIndex<Note>.Order("length", n => n.Text.Length);

        internal static DocumentKind<Note> KindOf(string name, params DocumentIndex<Note>[] indexes) => new(name, n => n.Id,
            n => System.Text.Encoding.UTF8.GetBytes($"{n.Id}\n{n.Text}"),
            bytes => System.Text.Encoding.UTF8.GetString(bytes.Span).Split('\n') is [var id, var text] ? new Note(id, text)
                : throw new FormatException("Not a note. 不是便笺。"),
            indexes);
    }

    [PostgresFact]
    public async Task Open_ADatabaseOfANewerSchema_IsRefusedAndLeftAsItIs()
    {
        using var own = new TestDatabase();
        await using (var store = own.Store("p")) await store.OpenAsync([], default);
        own.Run("UPDATE schema_version SET number = 99");
        await using var refused = own.Store("p");
        Assert.Contains("99", (await Assert.ThrowsAsync<IOException>(async () => await refused.OpenAsync([], default))).Message,
            StringComparison.Ordinal);
        own.Run("UPDATE schema_version SET number = 2");
        Assert.Equal(2, (await refused.OpenAsync([], default)).Epoch);
    }

    [PostgresTheory]
    [InlineData("cluster_version")]
    [InlineData("keys_version")]
    public async Task Open_ADatabaseWithANewerPart_NamesItsTable(string version)
    {
        using var own = new TestDatabase();
        await using (var store = own.Store("p")) await store.OpenAsync([], default);
        own.Run($"UPDATE {version} SET number = 99");
        await using var refused = own.Store("p");
        Assert.Contains(version, (await Assert.ThrowsAsync<IOException>(async () => await refused.OpenAsync([], default))).Message,
            StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Open_ADatabaseFromBeforeTheClustersTables_MakesThem()
    {
        using var own = new TestDatabase();
        await using var store = own.Store("p");
        await store.OpenAsync([], default);
        own.Run("DROP TABLE cluster_version, nodes, membership, grains, partitions, city");
        await store.OpenAsync([], default);
        Assert.Equal("0", Assert.Single(own.Run("SELECT count(*) FROM nodes")));
    }

    [PostgresFact]
    public async Task Open_ADatabaseThatIsNotUtf8_IsRefused()
    {
        database.Run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'");
        await using var store = new PostgreSqlCityStore(database.Server.ConnectionTo("latin"));
        var refused = await Assert.ThrowsAsync<IOException>(async () => await store.OpenAsync([], default));
        Assert.Contains("LATIN1", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Open_NoServer_IsAnIOExceptionWithoutThePassword()
    {
        await using var store = new PostgreSqlCityStore($"Host={Path.GetTempPath()}nowhere;Database=city;Username=hub;Password=secret");
        var refused = await Assert.ThrowsAsync<IOException>(async () => await store.OpenAsync([], default));
        Assert.Contains("nowhere/city, partition main", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("")]
    public void New_NoConnectionString_IsTheCallersError(string text) =>
        Assert.ThrowsAny<ArgumentException>(() => new PostgreSqlCityStore(text));

    [Fact]
    public void New_OptionOutOfRange_IsTheCallersError()
    {
        foreach (var wrong in (PostgreSqlOptions[])
            [new() { Partition = "" }, new() { Partition = new string('p', 65) }, new() { ClaimWait = TimeSpan.Zero }, new()
                { LockTimeout = TimeSpan.FromDays(1) }])
            Assert.Throws<ArgumentException>(() => new PostgreSqlCityStore("Host=h", wrong));
    }

    [PostgresFact]
    public async Task Open_TwoHubsOfANewDatabaseAtOnce_MakeTheSchemaOnce()
    {
        using var own = new TestDatabase();
        PostgreSqlCityStore[] stores = [.. Enumerable.Range(0, 4).Select(n => own.Store($"p-{n}"))];
        await Task.WhenAll(stores.Select(s => s.OpenAsync([Note.KindOf("note", Note.First, Note.Letters)], default).AsTask()));
        Assert.Equal("4", Assert.Single(own.Run("SELECT count(*) FROM hub")));
        foreach (var store in stores) await store.DisposeAsync();
    }

    [PostgresFact] // the table of an index with many values has a column for each order
    public async Task Open_WithAnOrderMore_SortsWhatWasThere()
    {
        var (partition, query) =
            (database.NewPartition(), new DocumentQuery("sorted")
            { Conditions = [new("letters", [IndexValue.Of("a")], false)], Order = "length" });
        await PutAsync(partition, Note.KindOf("sorted", Note.Letters), new("n-1", "aab"), new("n-2", "a"));
        await using var store = database.Store(partition);
        await store.OpenAsync([Note.KindOf("sorted", Note.Letters, Note.Length)], default);
        Assert.Equal(["n-2", "n-1"], (await store.QueryAsync(query, default)).Rows.Select(d => d.Id));
    }

    [PostgresFact]
    public async Task Open_AfterAnOlderVersionWrote_FindsItsDocumentsByTheirNewIndexes()
    {
        var partition = database.NewPartition();
        await PutAsync(partition, Note.KindOf("aged", Note.First, Note.Length), new Note("n-1", "a"));
        await PutAsync(partition, Note.KindOf("aged", Note.First), new("n-1", "bb"), new("n-2", "ccc"));
        await using var store = database.Store(partition);
        await store.OpenAsync([Note.KindOf("aged", Note.First, Note.Length)], default);
        var found = await store.QueryAsync(new DocumentQuery("aged") { Order = "length", Descending = true }, default);
        Assert.Equal(["n-2", "n-1"], found.Rows.Select(d => d.Id));
        var range = new DocumentRange("length", IndexValue.Of(2), IndexValue.Of(3));
        Assert.Equal("n-1", Assert.Single((await store.QueryAsync(new DocumentQuery("aged") { Range = range }, default)).Rows).Id);
    }

    [PostgresFact]
    public async Task Open_KindsAndIndexesWithTheLongestNames_AreToldApart()
    {
        var (partition, name) = (database.NewPartition(), new string('k', 32));
        DocumentIndex<Note>[] indexes =
            [.. "ab".Select(c => DocumentIndex<Note>.Texts(new string('i', 31) + c, n => [$"{c}"])), Note.Length];
        var kind = Note.KindOf(name, indexes);
        await PutAsync(partition, kind, new Note("n-1", "a"));
        await using var store = database.Store(partition);
        await store.OpenAsync([kind], default);
        foreach (var (index, value, count) in (
            ( string, string, int)[])[(indexes[0].Name, "a", 1), (indexes[0].Name, "b", 0), (indexes[1].Name, "b", 1)])
        {
            var query = new DocumentQuery(name) { Conditions = [new(index, [IndexValue.Of(value)], false)] };
            Assert.Equal(count, (await store.QueryAsync(query, default)).Rows.Count);
        }
    }

    [PostgresFact]
    public async Task Find_ADocumentThatWasChangedByHand_IsDamaged()
    {
        var partition = database.NewPartition();
        var kind = Note.KindOf("touched", Note.First);
        await PutAsync(partition, kind, new("n-1", "a"), new("n-2", "b"));
        database.Run($"UPDATE d_touched SET doc = 'n-1\na changed' WHERE partition = '{partition}' AND id = 'n-1'");
        await using var store = database.Store(partition);
        await store.OpenAsync([kind], default);
        var found = await store.FindAsync([new("touched", "n-1"), new("touched", "n-2")], default);
        Assert.Equal("n-1 True, n-2 False", string.Join(", ", found.OrderBy(d => d.Id).Select(d => $"{d.Id} {d.IsDamaged}")));
    }

    [PostgresFact]
    public async Task Open_WhoseClaimWasChangedByHand_SaysSo()
    {
        var partition = database.NewPartition();
        await PutAsync(partition, Note.KindOf("note", Note.First));
        database.Run($"UPDATE hub SET number = 7 WHERE partition = '{partition}'");
        await using var store = database.Store(partition);
        var refused = await Assert.ThrowsAsync<IOException>(async () => await store.OpenAsync([], default));
        Assert.Contains("'hub' is not as it was written", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact] // as docs/stores.md says of a database that was restored
    public async Task Open_WithoutItsHistory_StartsAnother()
    {
        var partition = database.NewPartition();
        await using var store = database.Store(partition);
        var before = (await store.OpenAsync([], default)).Position;
        database.Run("UPDATE hub SET history = NULL, crc = NULL");
        var after = (await store.OpenAsync([], default)).Position;
        Assert.NotEqual(default, after.History);
        Assert.NotEqual(before.History, after.History);
    }

    [PostgresFact]
    public async Task OpenReadOnly_WhileAHubHasTheStore_ReadsAndWritesNothing()
    {
        var (partition, kind) = (database.NewPartition(), Note.KindOf("read", Note.First));
        await using var reader = database.Store(partition);
        await Assert.ThrowsAsync<IOException>(async () => await reader.OpenReadOnlyAsync([kind], default));
        await using var owner = await PutAsync(partition, kind, new Note("n-1", "a"));
        await reader.OpenReadOnlyAsync([kind], default);
        Assert.Single(await reader.FindAsync([new("read", "n-1")], default));
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await reader.CommitAsync(new StoreCommit { Epoch = 1, After = 0 }, default));
        await owner.CommitAsync(new StoreCommit { Epoch = 1, After = 0 }, default);
    }

    [PostgresFact]
    public async Task Commit_AKeyWithAZeroCharacter_IsTheCallersErrorAndStoresNothing()
    {
        await using var store = database.Store(database.NewPartition());
        var opened = await store.OpenAsync([], default);
        var entry = new JournalEntry(1, Instant.FromUnixTimeSeconds(0), JournalKind.Command, "a\0b", default);
        var commit = new StoreCommit { Epoch = opened.Epoch, After = 0, Entries = [entry] };
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.CommitAsync(commit, default));
        await store.CommitAsync(commit with { Entries = [entry with { Key = "ab" }] }, default);
        Assert.Empty(await store.FindEntriesAsync([new(JournalKind.Command, "a\0b")], default));
    }

    [PostgresFact]
    public async Task Commit_WithNotifications_WakesWhoListens()
    {
        var partition = database.NewPartition();
        await using var listener = new Npgsql.NpgsqlConnection(database.ConnectionString);
        await listener.OpenAsync();
        await using (var listen = new Npgsql.NpgsqlCommand("LISTEN citykit", listener)) await listen.ExecuteNonQueryAsync();
        var told = new List<string>();
        listener.Notification += (_, said) => told.Add(said.Payload);
        await using var store = database.Store(partition);
        var opened = await store.OpenAsync([], default);
        while (!told.Contains(partition)) await listener.WaitAsync(); // of the claim
        told.Clear();
        var note = new Notifications.Notification(
            1, Instant.FromUnixTimeSeconds(0), Notifications.NotificationKind.Notice, "s", new("知", "note"), "a");
        await store.CommitAsync(new StoreCommit { Epoch = opened.Epoch, After = 0, Notifications = [note] }, default);
        while (!told.Contains(partition)) await listener.WaitAsync();
    }

    [PostgresFact]
    public async Task Commit_WhenATableIsLocked_FailsInTimeAndIsStoredWhenItIsTriedAgain()
    {
        await using var store = database.Store(database.NewPartition(), new() { LockTimeout = TimeSpan.FromMilliseconds(50) });
        var opened = await store.OpenAsync([], default);
        var commit = new StoreCommit { Epoch = opened.Epoch, After = 0, Records = [new ProtectedRecord("r", default, new byte[9])] };
        await using (var other = new Npgsql.NpgsqlConnection($"{database.ConnectionString};Search Path=citykit"))
        {
            await other.OpenAsync();
            await using var work = await other.BeginTransactionAsync();
            await using var locking = new Npgsql.NpgsqlCommand("LOCK TABLE records", other, work);
            await locking.ExecuteNonQueryAsync();
            await Assert.ThrowsAsync<IOException>(async () => await store.CommitAsync(commit, default));
        }
        await store.CommitAsync(commit, default);
        Assert.Equal(9, Assert.Single(await store.FindRecordsAsync(["r"], default)).Sealed.Length);
    }

    /// <summary>Commits notes, and leaves the store open: whoever opens it next has it.</summary>
    private async Task<PostgreSqlCityStore> PutAsync(string partition, DocumentKind<Note> kind, params Note[] notes)
    {
        var store = database.Store(partition);
        var opened = await store.OpenAsync([kind], default);
        await store.CommitAsync(
            new StoreCommit { Epoch = opened.Epoch, After = 0, Documents = [.. notes.Select(n => kind.Put(n, 1))] }, default);
        return store;
    }
}
