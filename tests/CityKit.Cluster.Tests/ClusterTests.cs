using System.Diagnostics;
using System.Globalization;
using CityKit.BuiltIn;
using CityKit.Partitions;
using CityKit.PostgreSql;
using CityKit.Samples.District.Plan;
using CityKit.Samples.District.Running;
using CityKit.Shared.PostgreSql;
using CityKit.Tests.Shared;
using CityKit.Verifying;
using Xunit.Abstractions;

namespace CityKit.Cluster.Tests;

/// <summary>
/// Nodes in processes of their own over a real PostgreSQL, under a load of devices, a feed and people, while nodes and the server are
/// killed, frozen, drained and started. Measured silences are written out; the long run (CITYKIT_LONG=1, CITYKIT_SEED repeats it) holds
/// them to their limits as well, for which it needs a machine of its own.
/// </summary>
public sealed class ClusterTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan LongTime = TimeSpan.FromMinutes(Number("CITYKIT_MINUTES", 10));
    private readonly PrivatePostgres server = new();
    private readonly string folder = Directory.CreateTempSubdirectory("citykit-cluster-").FullName;

    public void Dispose()
    {
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [ClusterFact]
    public async Task District_WhoseNodesAndServerFail_LosesNothingAndHasNothingTwice()
    {
        await using var run = NewRun(new DistrictOptions());
        await run.StartAsync(default);
        var chaos = new Chaos(run, server, Tell);
        await chaos.KillAsync(0, default);
        await chaos.JoinAsync(0, default);
        await chaos.FreezeAsync(1, TimeSpan.FromSeconds(10), default);
        await chaos.DatabaseAwayAsync(TimeSpan.FromSeconds(1), default);
        await chaos.DrainAsync(2, default);
        await chaos.JoinAsync(2, default);
        await JudgeAsync(run, chaos);
    }

    [ClusterFact(isLong: true)]
    public async Task District_UnderTenMinutesOfHarm_LosesNothingAndIsSilentForNoLongerThanPromised()
    {
        var seed = Number("CITYKIT_SEED", Random.Shared.Next());
        Tell($"seed {seed}");
        await using var run = NewRun(new DistrictOptions { Devices = 48, Spares = 1, Seed = seed });
        await run.StartAsync(default);
        var chaos = new Chaos(run, server, Tell);
        await new Harm(run, chaos, new Random(seed)).RunAsync(LongTime, default);
        foreach (var report in await JudgeAsync(run, chaos)) Promises.Check(report, run.Options);
    }

    private DistrictRun NewRun(DistrictOptions options) => new(options, server.ConnectionTo("postgres"), folder);

    private async Task<IReadOnlyList<IncidentReport>> JudgeAsync(DistrictRun run, Chaos chaos)
    {
        var verdict = await run.FinishAsync(default);
        Tell($"{verdict}; {run.Load.Ledger.Retries} times somebody came again");
        var reports = run.Report(chaos.Incidents).ToArray();
        foreach (var report in reports)
        {
            Tell(report.ToString());
            if (report.OtherSilence <= TimeSpan.FromSeconds(1.5)) continue;
            foreach (var call in report.OthersTroubled.Take(40)) Tell($"  {call}");
        }
        foreach (var finding in verdict.Findings.Take(20)) Tell(finding);
        Assert.True(verdict.IsSound);
        Assert.Equal(run.Load.Ledger.Acknowledged, verdict.Events);
        await CheckStoresAsync(run);
        await CompareAsync(run);
        return reports;
    }

    private async Task CheckStoresAsync(DistrictRun run)
    {
        foreach (var partition in PartitionId.All(run.Options.Partitions))
        {
            Assert.Empty(await JournalVerifier.RunAsync(run.Of(partition)).ToListAsync());
            Assert.Empty(await PostgreSqlHubCheck.RunAsync(
                server.ConnectionTo("postgres"), new() { Partition = $"{partition}" }, HubDocuments.Kinds).ToListAsync());
        }
    }

    private async Task CompareAsync(DistrictRun run)
    {
        var (began, bytes) = (Stopwatch.GetTimestamp(), 0L);
        var replay = new SqliteReplay(DistrictPlan.Of(run.Options.Devices), run.Options.Partitions, folder);
        foreach (var partition in PartitionId.All(run.Options.Partitions))
        {
            var (stored, replayed) = await replay.ExportsAsync(partition, run.Of(partition));
            Assert.Equal(stored, replayed);
            bytes += stored.Length;
        }
        Assert.NotEqual(0, bytes);
        Tell($"exports of {run.Options.Partitions + 1} partitions are the same on SQLite: {bytes} bytes, "
            + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
    }

    private void Tell(string what)
    {
        output.WriteLine(what);
        if (LongForm.IsWanted) Console.WriteLine(what);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
