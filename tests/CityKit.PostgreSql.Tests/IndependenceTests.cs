using System.Diagnostics;
using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Privacy;
using CityKit.Storage;
using NodaTime;
using Npgsql;

namespace CityKit.PostgreSql.Tests;

/// <summary>What one partition holds while it commits, no other waits for.</summary>
public sealed class IndependenceTests : IDisposable
{
    private static readonly SubjectId Who = SubjectId.FromBytes([.. Enumerable.Range(1, SubjectId.ByteLength).Select(n => (byte)n)]);
    private static readonly SubjectId Erased = SubjectId.FromBytes([.. Enumerable.Range(2, SubjectId.ByteLength).Select(n => (byte)n)]);
    private static readonly PostgreSqlOptions Impatient = new() { LockTimeout = TimeSpan.FromMilliseconds(200) };
    private const int MostAttempts = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly TestDatabase database = TestDatabase.Alone();
    private RunningHash head;

    private sealed record Note(string Id)
    {
        internal static DocumentKind<Note> Kind { get; } = new("note", n => n.Id, n => System.Text.Encoding.UTF8.GetBytes(n.Id),
            bytes => new Note(System.Text.Encoding.UTF8.GetString(bytes.Span)), DocumentIndex<Note>.Text("first", n => n.Id[..1]),
            DocumentIndex<Note>.Texts("letters", n => n.Id.Select(c => $"{c}").Distinct()),
            DocumentIndex<Note>.Order("length", n => n.Id.Length));
    }

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task Commit_WhileAnotherPartitionIsWithinACommitOfEverything_WaitsForNothing()
    {
        await using var connections = new StoreConnections(database.ConnectionString, Impatient);
        var writer = await connections.OpenWriterAsync(default);
        var table = new DocumentTable(Note.Kind);
        await connections.EnsureSchemaAsync(writer, [table], default);
        await using var slow = new StoreSession(writer, new() { Partition = "slow" }, _ => Task.CompletedTask,
            new Dictionary<DocumentKind, DocumentWriter> { [Note.Kind] = new DocumentWriter(table) });
        await slow.ClaimAsync([table], default);
        await using var work = await writer.BeginTransactionAsync();
        Assert.True(await slow.TryCommitAsync(Everything(slow.Position.Epoch), default));

        await using var store = database.Store("quick", Impatient);
        var opened = await store.OpenAsync([Note.Kind], default);
        await store.CommitAsync(Everything(opened.Epoch), default);
        Assert.Equal(1, (await store.ReadPositionAsync(default)).Number);
        await work.CommitAsync();
        Assert.Equal("1, 1", string.Join(", ", database.Run("SELECT number FROM hub")));
    }

    [PostgresFact] // a commit that notified would wait: the lock is one for all databases of the server
    public async Task Commit_WhileAnotherSessionKeepsTheLockOfNotify_WaitsForNothing()
    {
        await using var store = database.Store("p");
        var opened = await store.OpenAsync([Note.Kind], default);
        await using var source = NpgsqlDataSource.Create(
            $"{database.ConnectionString};Pooling=false;Timeout=2;Command Timeout=2;Options=-c synchronous_commit=off");
        await using var notifying = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            "DO $$ BEGIN LOOP NOTIFY other; COMMIT; END LOOP; END $$", notifying) { CommandTimeout = 0 };
        var endless = command.ExecuteNonQueryAsync();
        try
        {
            var (number, isFree) = (0L, false);
            while (!isFree && number < MostAttempts)
            {
                await FreezeAsync(source, notifying.ProcessID, endless);
                var commit = store.CommitAsync(Everything(opened.Epoch, ++number), default).AsTask();
                isFree = await Task.WhenAny(commit, Task.Delay(Patience)) == commit && await HasLockAsync(source, notifying.ProcessID);
                Signal("-CONT", notifying.ProcessID);
                await commit;
            }
            Assert.True(isFree, $"None of {number} commits was made while the lock was kept.");
            Assert.Equal(number, (await store.ReadPositionAsync(default)).Number);
        }
        finally
        {
            Signal("-CONT", notifying.ProcessID); // else nothing that is disposed would end
            database.Run($"SELECT pg_terminate_backend({notifying.ProcessID})");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => endless);
        }
    }

    /// <summary>A commit with something in every table that commits write.</summary>
    private StoreCommit Everything(long epoch, long number = 1)
    {
        var entry = new JournalEntry(number, Instant.FromUnixTimeSeconds(0), JournalKind.Tick, $"key {number}", new byte[] { 1 });
        head = JournalChain.Next(number == 1 ? default : head, entry);
        return new StoreCommit
        {
            Epoch = epoch, After = number - 1, Entries = [entry], Hash = head,
            Documents = [Note.Kind.Put(new Note("note"), 1)],
            Cells = [new StateCell(new("module", "key"), 1, new byte[1])],
            Notifications = [new(number, Instant.FromUnixTimeSeconds(0), NotificationKind.Notice, "s", new("知", "note"), "a")],
            Subjects = [new SubjectKey(Who, SubjectLookup.FromBytes(new byte[SubjectLookup.ByteLength]), new byte[3])],
            Records = [new ProtectedRecord("record", Who, new byte[4])], Erased = [Erased],
        };
    }

    /// <summary>
    /// Stops a session that notifies without end at a moment at which it has that lock. It may have been stopped within a step of the
    /// server
    /// that lasts a microsecond and that all others wait for: then nobody is answered, and it is tried again.
    /// </summary>
    private static async Task FreezeAsync(NpgsqlDataSource source, int session, Task endless)
    {
        while (!endless.IsCompleted)
        {
            Signal("-STOP", session);
            if (await HasLockAsync(source, session)) return;
            Signal("-CONT", session);
        }
        await endless; // why it ended
    }

    private static async Task<bool> HasLockAsync(NpgsqlDataSource source, int session)
    {
        try
        {
            await using var looking = source.CreateCommand("SELECT 1 FROM pg_locks WHERE locktype = 'object' "
                + $"AND classid = 'pg_database'::regclass AND objid = 0 AND granted AND pid = {session}");
            return await looking.ExecuteScalarAsync() is not null;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static void Signal(string signal, int to)
    {
        using var kill = Process.Start("kill", [signal, $"{to}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
