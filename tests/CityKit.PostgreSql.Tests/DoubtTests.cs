using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using NodaTime;
using Npgsql;

namespace CityKit.PostgreSql.Tests;

/// <summary>Commits whose answer did not arrive: what the store says of them afterwards is so, and stays so.</summary>
public sealed class DoubtTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [PostgresFact]
    public async Task Commit_WhoseAnswerIsLost_IsFoundStored()
    {
        await using var world = await World.OpenAsync(database);
        world.Writer.LoseAnswer();
        await Assert.ThrowsAsync<IOException>(() => world.CommitAsync());
        var position = await world.Store.ReadPositionAsync(default);
        Assert.Equal((1L, world.Hash, world.Epoch), (position.Number, position.Hash, position.Epoch));
    }

    [PostgresFact]
    public async Task Commit_ThatNeverArrived_IsStoredWhenItIsTriedAgain()
    {
        await using var world = await World.OpenAsync(database);
        world.Writer.KeepBack();
        await world.CutCommitAsync();
        Assert.Equal(0, (await world.Store.ReadPositionAsync(default)).Number);
        await world.CommitAsync();
        Assert.Equal(1, (await world.Store.ReadPositionAsync(default)).Number);
    }

    [PostgresFact] // without the session's number the late one was stored after the store had said that it was not
    public async Task Commit_ThatArrivesAfterThePositionWasRead_IsNotStored()
    {
        await using var world = await World.OpenAsync(database);
        var writer = world.Writer;
        writer.KeepBack();
        await world.CutCommitAsync();
        Assert.Equal(0, (await world.Store.ReadPositionAsync(default)).Number);
        await writer.DeliverAsync();
        Assert.Equal(0, (await world.Store.ReadPositionAsync(default)).Number);
        await world.CommitAsync();
        Assert.Single(await world.Store.ReadJournalAsync(0, default).ToListAsync());
    }

    [PostgresFact]
    public async Task Commit_InDoubtWhenAnotherTakesTheStore_IsLost()
    {
        await using var world = await World.OpenAsync(database);
        world.Writer.KeepBack();
        await world.CutCommitAsync();
        await using var newer = database.Store(world.Partition);
        var opened = await newer.OpenAsync([], default);
        Assert.Equal(opened.Epoch, (await world.Store.ReadPositionAsync(default)).Epoch);
        await Assert.ThrowsAsync<StoreLostException>(() => world.CommitAsync());
    }

    [PostgresFact] // Npgsql 10.0.3 may wait for itself when a connection breaks while it writes and reads (npgsql #4804)
    public async Task Commit_CutWhileItIsSent_FailsAndIsTriedAgain()
    {
        await using var world = await World.OpenAsync(database, 4 << 20);
        world.Writer.CutClient();
        for (var sent = 100_000; sent < 4 << 20; sent += 70_000)
        {
            world.CutAfter(sent);
            await Assert.ThrowsAsync<IOException>(() => world.CommitAsync());
            Assert.Equal(0, (await world.Store.ReadPositionAsync(default)).Number);
        }
    }

    [PostgresFact]
    public async Task Call_WhoseConnectionWaitsForItself_IsLeft()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString + ";Command Timeout=1");
        await using var connection = await source.OpenConnectionAsync();
        using var never = new ManualResetEventSlim();
        var failed = await Assert.ThrowsAsync<NpgsqlException>(() => ServerCall.RunAsync(connection, () =>
        {
            never.Wait();
            return Task.FromResult(0);
        }));
        Assert.Contains("00:00:02", failed.Message, StringComparison.Ordinal);
        never.Set();
    }

    /// <summary>An open store behind a wire, and its first commit.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly JournalEntry entry;
        private readonly Wire wire;

        private World(TestDatabase database, int bytes)
        {
            entry = new(1, Instant.FromUnixTimeSeconds(0), JournalKind.Tick, "", new byte[bytes]);
            Hash = JournalChain.Next(default, entry);
            wire = new Wire(database.Server.Folder);
            Partition = database.NewPartition();
            var through = database.ConnectionString.Replace(database.Server.Folder, wire.Folder, StringComparison.Ordinal);
            Store = new PostgreSqlCityStore(through, new() { Partition = Partition });
        }

        internal string Partition { get; }

        internal PostgreSqlCityStore Store { get; }

        internal long Epoch { get; private set; }

        internal RunningHash Hash { get; }

        /// <summary>The connection that commits: the first one.</summary>
        internal WireLine Writer => wire.Lines[0];

        internal static async Task<World> OpenAsync(TestDatabase database, int bytes = 1)
        {
            var world = new World(database, bytes);
            world.Epoch = (await world.Store.OpenAsync([], default)).Epoch;
            return world;
        }

        /// <summary>Lines that are opened from now on are cut after so many sent bytes.</summary>
        internal void CutAfter(int bytes) => wire.CutAfter = bytes;

        internal Task CommitAsync() =>
            Store.CommitAsync(new StoreCommit { Epoch = Epoch, After = 0, Entries = [entry], Hash = Hash }, default).AsTask();

        /// <summary>Commits, and cuts the connection once the commit is on its way.</summary>
        internal async Task CutCommitAsync()
        {
            var committing = CommitAsync();
            await Writer.IsKeeping;
            Writer.CutClient();
            await Assert.ThrowsAsync<IOException>(() => committing);
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            wire.Dispose();
        }
    }
}
