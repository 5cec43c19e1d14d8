using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CityKit.Benchmarks;

/// <summary>
/// What a checkpoint of many windows costs by itself, while single readings come: one in which every sensor changed, and one in which the
/// sensors of the readings since did. Beside it SQLite alone, which writes the same rows over the same ones before in commits as large.
/// </summary>
internal sealed class WindowCheckpoints : IDisposable
{
    private const string Stands = "SELECT number FROM cells WHERE module = 'hub' AND key = 'snapshot'";
    private const int Rest = 1_000; // readings before the checkpoint begins, half of them measured
    private readonly string file;
    private readonly ActivityListener listener;
    private readonly List<double> groups = [];

    private WindowCheckpoints(string file)
    {
        this.file = file;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CityKit",
            Sample = (ref ActivityCreationOptions<ActivityContext> made) =>
                made.Name == "citykit.hub.group" ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
            ActivityStopped = group => groups.Add(group.Duration.TotalMilliseconds),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Runs over a file in which each of the sensors has had a reading.</summary>
    internal static async Task RunAsync(string file, int keys)
    {
        using var measured = new WindowCheckpoints(file);
        var hub = await WindowHubStarts.StartAsync(file);
        await WindowHubStarts.ReadAsync(hub, keys, "c", minutes: 2);
        await WindowHubStarts.TapAsync(hub, keys, WindowHubStarts.Every - keys / WindowHubStarts.SensorsPerFeed - Rest, minutes: 3);
        await measured.PhaseAsync("nothing to store", () => WindowHubStarts.TapAsync(hub, keys, Rest - 500, minutes: 4));
        await WindowHubStarts.TapAsync(hub, keys, 500, minutes: 5);
        await measured.PhaseAsync($"{keys:n0} sensors changed",
            () => WindowHubStarts.TapAsync(hub, keys, WindowHubStarts.Every, minutes: 6));
        await measured.PhaseAsync($"{WindowHubStarts.Every:n0} of them changed",
            () => WindowHubStarts.TapAsync(hub, keys, WindowHubStarts.Every, minutes: 7));
        await hub.StopAsync();
    }

    public void Dispose() => listener.Dispose();

    private async Task PhaseAsync(string what, Func<Task> readings)
    {
        Run("PRAGMA wal_checkpoint(TRUNCATE)"); // what was written before is copied before
        var (before, written) = (Run(Stands), WrittenBytes());
        groups.Clear();
        var (cpu, wall) = (Cpu(), Stopwatch.StartNew());
        await readings();
        var took = (Cpu: Cpu() - cpu, Wall: wall.Elapsed);
        Run("PRAGMA wal_checkpoint(TRUNCATE)");
        double[] held = [.. groups.Order()];
        Print($"{what}: {took.Cpu.TotalMilliseconds:n0} ms of CPU, {took.Wall.TotalMilliseconds:n0} ms, {(WrittenBytes() - written) / 1e6:0.0} MB to "
            + $"disk; the writer held for {held[held.Length / 2]:0.0} ms at the median of {held.Length} groups, {held[^1]:0.0} ms at most");
        if (Run(Stands) is var checkpoint && checkpoint == before) return;
        using var rows = new CellCopy(file, checkpoint);
        rows.Write(held.Length);
        (cpu, wall) = (Cpu(), Stopwatch.StartNew());
        rows.Write(held.Length);
        Print($"  SQLite alone, the same {rows.Count:n0} rows ({rows.Bytes / 1e6:0.0} MB) in {held.Length} commits: "
            + $"{(Cpu() - cpu).TotalMilliseconds:n0} ms of CPU, {wall.Elapsed.TotalMilliseconds:n0} ms");
    }

    private long Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

    private static long WrittenBytes() => long.Parse(
        File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1],
        CultureInfo.InvariantCulture);

    private static void Print(string line) => Console.Error.WriteLine(line);
}
