using System.Diagnostics;
using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hosting;
using CityKit.Sqlite;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks.Cases;

/// <summary>
/// Whole lives of cases through a hub on SQLite, many at a time, each answer after its commit is on disk; then the same commits by hand,
/// rows alone, and through the store without a hub.
/// </summary>
internal static class DurableCases
{
    private const int AtOnce = 256;
    private const int Rounds = 3;

    internal static async Task RunAsync(int cases)
    {
        var (hub, bare, store) = (new List<Took>(), new List<Took>(), new List<Took>());
        var folder = Directory.CreateDirectory(Path.Combine(
            Environment.GetEnvironmentVariable("CITYKIT_BENCH_DIR") ?? Path.GetTempPath(), $"citykit-cases-{Guid.NewGuid():n}"));
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                string File(string name) => Path.Combine(folder.FullName, $"{name}-{round}.db");
                var commits = new List<StoreCommit>();
                hub.Add(await LivesAsync(File("hub"), cases, commits));
                bare.Add(await MeasureAsync(() => Task.Run(() => BareInserts.Write(File("bare"), commits))));
                store.Add(await MeasureAsync(() => ReplayAsync(File("store"), commits)));
                if (round == 0) Describe(cases, commits);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Print("hub on SQLite", cases, hub, bare);
        Print("the store alone, the same commits", cases, store, bare);
        Print("bare inserts, the same rows and commits", cases, bare, bare);
    }

    private readonly record struct Took(double Seconds, double Cpu);

    private static async Task<Took> MeasureAsync(Func<Task> work)
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        return new Took(Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private static async Task<Took> LivesAsync(string path, int cases, List<StoreCommit> commits)
    {
        await using var services = new ServiceCollection()
            .AddCityKit(city => city.UseSqlite(path).UseStore(_ => RecordingStore.Over(path,
                commits)).UsePolicy(CaseLife.Policy)).BuildServiceProvider();
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        commits.Clear();
        var next = 0;
        async Task WorkAsync()
        {
            for (int n; (n = Interlocked.Increment(ref next)) <= cases;) await LiveAsync(hub, n);
        }
        return await MeasureAsync(() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(WorkAsync))));
    }

    /// <summary>One case from its report until it is closed.</summary>
    internal static async Task LiveAsync(CityHub hub, int n)
    {
        var opened = (await hub.ExecuteAsync(CaseLife.Opening(n), Everywhere(CaseLife.Inspector))).OrThrow().Item!;
        var state = "";
        foreach (var (i, (command, actor, _)) in CaseLife.Steps.Index())
            state = (await hub.ExecuteAsync(new StepItem($"case-{n}-{i}", opened.Id, command), Everywhere(actor))).OrThrow().Item!.State;
        if (state != "closed") throw new InvalidOperationException(state);
    }

    private static Actor Everywhere(Actor actor) => actor with { IsEverywhere = true };

    private static async Task ReplayAsync(string path, List<StoreCommit> commits)
    {
        await using var store = new SqliteCityStore(path);
        var opened = await store.OpenAsync([.. commits.SelectMany(commit => commit.Documents).Select(change => change.Kind).Distinct()],
            default);
        var shift = commits[0].After - opened.Position.Number;
        foreach (var commit in commits) await store.CommitAsync(Moved(commit, opened.Epoch, shift), default);
    }

    /// <summary>The commit as the first of a new file would have it: what a hub wrote when it started is not there.</summary>
    private static StoreCommit Moved(StoreCommit commit, long epoch, long shift) => commit with
    {
        Epoch = epoch,
        After = commit.After - shift,
        Entries = [.. commit.Entries.Select(entry => entry with { Number = entry.Number - shift })],
    };

    private static void Describe(int cases, List<StoreCommit> commits)
    {
        var documents = commits.SelectMany(commit => commit.Documents).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cases:n0} cases, {commits.Sum(commit => commit.Entries.Count):n0} journal entries, {documents.Length:n0} documents, "
            + $"{commits.Sum(commit => commit.Notifications.Count):n0} notifications in {commits.Count:n0} commits, "
            + $"{documents.Sum(change => (long)(change.Bytes?.Length ?? 0)) / 1e6:n0} MB of documents; {AtOnce} cases at a time"));
    }

    private static void Print(string name, int cases, List<Took> took, List<Took> rival)
    {
        var ratios = took.Zip(rival, (ours, theirs) => theirs.Seconds / ours.Seconds).ToList();
        var (seconds, cpu) = (Median([.. took.Select(each => each.Seconds)]), Median([.. took.Select(each => each.Cpu)]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {cases / seconds:n0} cases/s, {cpu / cases * 1e6:n0} µs of CPU a case; "
            + $"rate against bare inserts {Median(ratios):0.00} ({ratios.Min():0.00} to {ratios.Max():0.00})"));
    }
}
