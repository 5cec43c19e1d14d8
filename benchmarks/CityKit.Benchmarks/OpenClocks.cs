extern alias sqlite;
using System.Diagnostics;
using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;
using SqliteFile = sqlite::CityKit.Shared.Sqlite.SqliteFile;
using SqliteStatement = sqlite::CityKit.Shared.Sqlite.SqliteStatement;

namespace CityKit.Benchmarks;

/// <summary>
/// Many open clocks: a restart of a hub over them, each in a process of its own, and the next due in order; beside SQLite alone over the
/// same rows, and beside a queue in memory that reads all of them first.
/// </summary>
internal static class OpenClocks
{
    private const int Rows = 256; // what one tick takes
    private const int Pages = 200;
    private const int Times = 5;

    internal static async Task RunAsync(int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, Rows * Pages);
        var folder = Directory.CreateTempSubdirectory("citykit-clocks-");
        try
        {
            var tomorrow = SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(1);
            var file = new OpenItemsFile(Path.Combine(folder.FullName, "clocks.db"), items, tomorrow);
            await HubStarts.ChildAsync("items", file.Path, 0); // its configuration is in the journal before there are items to recalculate
            await file.FillAsync();
            await RestartsAsync(file);
            await NextDueAsync(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>SQLite alone: the first that is due, or all of them into a queue as a hub would that keeps its clocks in memory.</summary>
    internal static async Task AloneAsync(string what, string path)
    {
        using var file = OpenItemsFile.OpenFile(path);
        var first = what == "clocks-first" ? First(file) : QueueOf(file).Peek();
        if (first.Length == 0) throw new InvalidOperationException("Nothing is due.");
        HubStarts.Tell();
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task RestartsAsync(OpenItemsFile file)
    {
        foreach (var (what, name) in ((string, string)[])[("items", "a hub, to the answer of its first command"),
            ("clocks-first", "SQLite alone, the first that is due"), ("clocks-queue", "SQLite alone, all into a queue in memory")])
        {
            var took = new List<double>();
            for (var n = 0; n < Times; n++) took.Add(await HubStarts.ChildAsync(what, file.Path, file.Items));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"restart over {file.Items:n0} open clocks, {name}: {Median(took):n0} ms of CPU ({took.Min():n0} to {took.Max():n0})"));
        }
    }

    private static async Task NextDueAsync(OpenItemsFile file)
    {
        await using var store = new SqliteCityStore(file.Path);
        await store.OpenAsync([ItemDocuments.Kind], default);
        using var byHand = OpenItemsFile.OpenFile(file.Path);
        var queue = QueueOf(byHand);
        var (ours, bytes, popped) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Times; run++)
        {
            ours.Add(await PerItemAsync(() => PagesAsync(store)));
            bytes.Add(await PerItemAsync(() => PagesByHand(byHand)));
            popped.Add(await PerItemAsync(() => Pop(queue)));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"next due in order, {Pages} pages of {Rows}, a case: work items {Median(ours):0.00} µs; "
            + $"by hand, bytes {Median(bytes):0.00} µs; a queue in memory, ids {Median(popped):0.00} µs"));
    }

    private static async Task PagesAsync(SqliteCityStore store)
    {
        var (query, last) = (ItemDocuments.Kind.Query().OrderBy(ItemDocuments.Deadline).Take(Rows), Instant.MinValue);
        DocumentCursor? after = null;
        for (var n = 0; n < Pages; n++)
        {
            var page = await store.QueryAsync(after is null ? query : query.After(after));
            foreach (var item in page.Rows) last = InOrder(last, item.Deadline!.Value.At);
            after = page.Next;
        }
    }

    private static Task PagesByHand(SqliteFile file)
    {
        var (order, id) = (long.MinValue, "");
        for (var n = 0; n < Pages; n++)
        {
            using var page = new SqliteStatement(file.Handle,
                $"SELECT id, x_deadline, doc FROM d_item WHERE (x_deadline, id) > ({order}, '{id}') ORDER BY x_deadline, id LIMIT {Rows}");
            while (page.Step()) (id, order, _) = (page.Text(0), page.Int64(1), page.Blob(2).ToArray());
        }
        return Task.CompletedTask;
    }

    private static Task Pop(PriorityQueue<string, long> queue)
    {
        for (var n = 0; n < Pages * Rows && queue.TryDequeue(out var id, out var at); n++) queue.Enqueue(id, at + TimeSpan.TicksPerDay);
        return Task.CompletedTask;
    }

    private static string First(SqliteFile file)
    {
        using var first = new SqliteStatement(file.Handle,
            "SELECT id FROM d_item WHERE x_deadline IS NOT NULL ORDER BY x_deadline, id LIMIT 1");
        return first.Step() ? first.Text(0) : "";
    }

    private static PriorityQueue<string, long> QueueOf(SqliteFile file)
    {
        using var all = new SqliteStatement(file.Handle, "SELECT id, x_deadline FROM d_item WHERE x_deadline IS NOT NULL");
        var queue = new PriorityQueue<string, long>();
        while (all.Step()) queue.Enqueue(all.Text(0), all.Int64(1));
        return queue;
    }

    private static Instant InOrder(Instant last, Instant next) =>
        next >= last ? next : throw new InvalidOperationException($"{next} after {last}.");

    private static async Task<double> PerItemAsync(Func<Task> run)
    {
        var began = Process.GetCurrentProcess().TotalProcessorTime;
        await run();
        return (Process.GetCurrentProcess().TotalProcessorTime - began).TotalMicroseconds / (Pages * Rows);
    }

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
}
