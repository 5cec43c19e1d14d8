using System.Diagnostics;
using CityKit.Journal;
using CityKit.PostgreSql.KillTarget;
using CityKit.PostgreSql.Tests.Support;

namespace CityKit.PostgreSql.Tests;

/// <summary>An owner in a process of its own is frozen within a commit (SIGSTOP): its session keeps the claim's row.</summary>
public sealed class FrozenOwnerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    private string InCommit(int process) => "SELECT pid FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND wait_event = 'ClientRead' "
        + $"AND datname = current_database() AND application_name LIKE 'CityKit {process}@%'";

    [PostgresFact]
    public async Task Open_WhenTheOwnerIsFrozenInACommit_WaitsAndGoesOn()
    {
        var partition = database.NewPartition();
        using var owner = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(LargeEntry).Assembly.Location, database.ConnectionString, partition])
        {
            RedirectStandardOutput = true,
        })!;
        using var _ = new Ending(owner);
        var told = 0L;
        while (told < 2) told = Stored((await owner.StandardOutput.ReadLineAsync())!) ?? told;
        Freeze(owner);
        await using var store = database.Store(partition, new() { ClaimWait = Wait });
        var began = Stopwatch.GetTimestamp();
        var opened = await store.OpenAsync([], default);
        Assert.True(Stopwatch.GetElapsedTime(began) >= Wait);
        var entry = LargeEntry.Of(opened.Position.Number + 1);
        var hash = JournalChain.Next(opened.Position.Hash, entry);
        await store.CommitAsync(new() { Epoch = opened.Epoch, After = opened.Position.Number, Entries = [entry], Hash = hash }, default);
        Signal("-CONT", owner);
        while (await owner.StandardOutput.ReadLineAsync() is { } line)
        {
            told = Stored(line) ?? told;
            if (line.StartsWith("lost", StringComparison.Ordinal)) Assert.Equal($"lost at {opened.Position.Number + 1}", line);
            else Assert.DoesNotContain("failed", line, StringComparison.Ordinal);
        }
        await owner.WaitForExitAsync();
        Assert.Equal(opened.Position.Number, told); // what it was told is stored, and nothing else
        Assert.Equal((entry.Number, hash),
            ((await store.ReadPositionAsync(default)).Number, (await store.ReadPositionAsync(default)).Hash));
    }

    /// <summary>Stops it when the server has the first part of a commit and waits for the rest.</summary>
    private void Freeze(Process owner)
    {
        while (true)
        {
            while (database.Run(InCommit(owner.Id)).Count == 0) Assert.False(owner.HasExited);
            Signal("-STOP", owner);
            if (database.Run(InCommit(owner.Id)).Count > 0) return;
            Signal("-CONT", owner); // it was done meanwhile
        }
    }

    /// <summary>A frozen process would stay.</summary>
    private sealed class Ending(Process owner) : IDisposable
    {
        public void Dispose() => owner.Kill();
    }

    private static long? Stored(string line) =>
        line.StartsWith("stored ", StringComparison.Ordinal)
            ? long.Parse(line.AsSpan("stored ".Length), System.Globalization.CultureInfo.InvariantCulture) : null;

    private static void Signal(string signal, Process to)
    {
        using var kill = Process.Start("kill", [signal, $"{to.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
