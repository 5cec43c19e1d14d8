extern alias import;

using System.Diagnostics;
using System.Globalization;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using import::CityKit.Import.Surveys;
using CityKit.Sqlite;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>
/// "survey [components]": a survey of the town as CSV is imported into an empty registry, and the same rows go through a bare
/// prepared insert loop (ADO.NET, one table of the same columns,
/// as many rows a transaction, write-ahead log and synchronous = FULL as well; reading and splitting the lines is not counted
/// there). Then the registry is opened in a process of its own.
/// </summary>
internal static class SurveyRun
{
    private const int RowsOfCommit = 20_000;
    private const string Columns =
        "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,QSDWDM,QSDWMC,YHDWDM,YHDWMC,SZDYWGBSM,GLBJZT,CSRQ,SJLY,BZ,SZJDDM,SZJDMC,SZSQDM,SZSQMC,LON,LAT";

    private static readonly (string Code, string Name, string Bodies)[] Classes =
    [
        ("01037", "路灯", "11100000000013338W,市城市管理局,91610800064834709T,路灯管理处,,养护二队"),
        ("01001", "供水井盖", "11100000000013661B,市水务管理局,91610800064834709T,自来水公司,,管网所"),
        ("04002", "行道树", "11110000000021135M,市园林和林业局,,,,绿化养护中心"),
        ("03005", "垃圾箱", "11100000000013338W,市城市管理局,,,,环卫一公司"),
    ];

    internal static async Task RunAsync(int components)
    {
        using var folder = new TemporaryDirectory();
        var (csv, registry) = (folder.At("survey.csv"), folder.At("registry.db"));
        Write(csv, components);
        Console.WriteLine($"{components:N0} rows, {new FileInfo(csv).Length / 1e6:N0} MB of CSV");
        var bare = Bare(csv, folder.At("bare.db"), components);
        var ours = await ImportAsync(csv, registry, components);
        Console.WriteLine($"import at {bare.TotalSeconds / ours.TotalSeconds:P0} of the bare loop's rate");
        var start = Stopwatch.GetTimestamp();
        // without an index beside it: built
        using var open = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["survey-open", registry]))!;
        await open.WaitForExitAsync();
        using var again = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["survey-open", registry]))!; // with one
        await again.WaitForExitAsync();
        Console.WriteLine($"both openings, processes included: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    /// <summary>Opens a registry and asks it twice: what stands nearest, and whose it is.</summary>
    internal static async Task OpenAsync(string file)
    {
        var start = Stopwatch.GetTimestamp();
        await using var registry = await ComponentRegistry.OpenAsync(new SqliteComponentStore(file));
        var found = new NearbyComponent[10];
        var count = registry.Nearest(Core.GeoPoint.FromDegrees(120.4, 36.1), found, ClassFilter.OfMajors(1), 5_000);
        var whose = await registry.ResponsibleAsync(found[0].Id, new LocalDate(2026, 11, 21));
        var elapsed = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"opened and answered in {elapsed.TotalSeconds:F2} s: {count} found, the nearest is {whose?.Component}, kept by {whose?.Maintainer}; peak {Peak():N0} MB resident");
    }

    internal static void Write(string path, int components)
    {
        var places = Town.Places(components);
        using var writer = new StreamWriter(path);
        writer.WriteLine(Columns);
        var sequences = new Dictionary<(int, int), int>();
        for (var i = 0; i < places.Length; i++)
        {
            var (county, kind) = (370202 + i / 1_200_000, i % Classes.Length);
            var sequence = sequences[(county, kind)] = sequences.GetValueOrDefault((county, kind)) + 1;
            var ((code, name, bodies), community) = (Classes[kind], 1 + i / 2_000 % 900);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{county}{code}{sequence:D6},{name},{bodies},{county}001{community:D3}{i / 100 % 20 + 1:D3},完好,20260701,实测,,"));
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{county}001,香港中路街道,{county}001{community:D3},第{community}社区,{places[i].Location.Longitude:F7},{places[i].Location.Latitude:F7}\n"));
        }
    }

    private static TimeSpan Bare(string csv, string path, int components)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var names = Columns.Split(',');
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        Execute(connection, $"CREATE TABLE components({string.Join(", ", names.Select((name, i) => i == 0 ? $"{name} INTEGER PRIMARY KEY" : name))})");
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO components VALUES({string.Join(", ", names.Select((_, i) => $"$p{i}"))})";
        for (var i = 0; i < names.Length; i++) insert.Parameters.Add(insert.CreateParameter()).ParameterName = $"$p{i}";
        insert.Prepare();
        var elapsed = TimeSpan.Zero;
        foreach (var lines in File.ReadLines(csv).Skip(1).Select(line => line.Split(',')).Chunk(RowsOfCommit))
            elapsed += Insert(connection, insert, lines);
        Tell("bare insert loop", components, elapsed);
        return elapsed;
    }

    private static TimeSpan Insert(SqliteConnection connection, SqliteCommand insert, string[][] rows)
    {
        var start = Stopwatch.GetTimestamp();
        using var transaction = connection.BeginTransaction();
        insert.Transaction = transaction;
        foreach (var row in rows)
        {
            insert.Parameters[0].Value = long.Parse(row[0], CultureInfo.InvariantCulture);
            for (var i = 1; i < row.Length; i++) insert.Parameters[i].Value = row[i];
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
        return Stopwatch.GetElapsedTime(start);
    }

    internal static async Task<TimeSpan> ImportAsync(string csv, string path, int components)
    {
        await using var store = new SqliteComponentStore(path);
        await store.OpenAsync();
        await using var file = File.OpenRead(csv);
        var (start, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var progress = new MemoryWatch();
        var options = new SurveyOptions { Name = "town", On = new LocalDate(2026, 7, 1), RowsOfCommit = RowsOfCommit };
        var result = await new SurveyImport(store, options, TimeProvider.System).RunAsync(file, progress: progress);
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (result.Mark?.Accepted != components) throw new InvalidOperationException($"{result.Mark} {result.Refusal?.Message}");
        Tell("survey import", components, elapsed);
        Console.WriteLine($"  processor time {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:F1} s, managed heap {progress.Least / 1e6:N0} to {progress.Most / 1e6:N0} MB, file {new FileInfo(path).Length / 1e6:N0} MB");
        return elapsed;
    }

    private static void Tell(string what, int rows, TimeSpan elapsed) =>
        Console.WriteLine($"{what}: {elapsed.TotalSeconds:F1} s, {rows / elapsed.TotalSeconds:N0} rows/s");

    internal static long Peak() =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ',
            StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_000;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class MemoryWatch : IProgress<SurveyProgress>
    {
        internal long Least { get; private set; } = long.MaxValue;

        internal long Most { get; private set; }

        public void Report(SurveyProgress value)
        {
            var bytes = GC.GetTotalMemory(forceFullCollection: false);
            (Least, Most) = (Math.Min(Least, bytes), Math.Max(Most, bytes));
        }
    }
}
