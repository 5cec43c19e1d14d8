extern alias sqlite;
using System.Diagnostics;
using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Intake;
using CityKit.Commands;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using SqliteFile = sqlite::CityKit.Shared.Sqlite.SqliteFile;
using SqliteStatement = sqlite::CityKit.Shared.Sqlite.SqliteStatement;

namespace CityKit.Benchmarks;

/// <summary>
/// A page of 50 open work items among many, beside a hundredth as many and beside the same SQL by hand; then how long a hub's
/// commits wait for
/// the file's lock while it takes batches in, alone and beside ten readers at 20 pages a second each.
/// </summary>
internal static class StorePages
{
    private const int Rows = 50;
    private const int Runs = 5;
    private const int Pages = 200;
    private const int Readers = 10;
    private const int Devices = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>A question as CityKit is asked it, and as somebody would write it by hand.</summary>
    private sealed record Asked(string Name, DocumentQuery<WorkItem> Query, string Where, bool IsDescending = false);

    internal static async Task RunAsync(int items)
    {
        SQLitePCL.Batteries_V2.Init();
        var folder = Directory.CreateTempSubdirectory("citykit-pages-");
        try
        {
            var few = new OpenItemsFile(Path.Combine(folder.FullName, "few.db"), items / 100);
            var many = new OpenItemsFile(Path.Combine(folder.FullName, "many.db"), items);
            var senders = Enumerable.Range(0, Devices).Select(n => new MeterSender($"pi-{n}")).ToArray();
            await AdmitAsync(many, senders); // before there are items: the first configuration would recalculate them all
            await few.FillAsync();
            await many.FillAsync();
            await PagesAsync(few, many);
            await IntakeAsync(many, senders);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PagesAsync(OpenItemsFile few, OpenItemsFile many)
    {
        await using var ofFew = await OpenAsync(few);
        await using var ofMany = await OpenAsync(many);
        using var byHand = OpenItemsFile.OpenFile(many.Path);
        foreach (var asked in Questions)
            foreach (var isMiddle in (bool[])[false, true])
            {
                var (small, large, hand) = (new List<double>(), new List<double>(), new List<double>());
                for (var run = 0; run < Runs; run++)
                {
                    small.Add(await TimeAsync(() => ReadAsync(ofFew, asked, isMiddle ? few.Middle : null)));
                    large.Add(await TimeAsync(() => ReadAsync(ofMany, asked, isMiddle ? many.Middle : null)));
                    hand.Add(await TimeAsync(() => ByHand(byHand, asked, isMiddle ? many.Middle : null)));
                }
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{asked.Name}, {(isMiddle ? "middle" : "first")} page: {Median(large):0.00} ms ({large.Min():0.00} to {large.Max():0.00}); among {few.Items:n0} {Median(small):0.00} ms; by hand {Median(hand):0.00} ms"));
            }
    }

    private static IEnumerable<Asked> Questions
    {
        get
        {
            var open = ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1);
            yield return new Asked("oldest open", open.OrderBy(ItemDocuments.At), "x_open = 1");
            yield return new Asked("newest open", open.OrderBy(ItemDocuments.At, descending: true), "x_open = 1", IsDescending: true);
            var (grid, body) = (OpenItemsFile.Grid(7), OpenItemsFile.Body(7));
            yield return new Asked("open of one grid", Of(ItemDocuments.Grid, grid), $"x_grid = '{grid}' AND x_open = 1");
            yield return new Asked("open of one body", Of(ItemDocuments.Body, body), $"x_body = '{body}' AND x_open = 1");
            yield return new Asked(
                "open in one state", Of(ItemDocuments.State, OpenItemsFile.State), $"x_state = '{OpenItemsFile.State}' AND x_open = 1");
            yield return new Asked("open of one grid in one state",
                ItemDocuments.Kind.Query().Where(ItemDocuments.Grid, grid).Where(ItemDocuments.State, OpenItemsFile.State)
                    .Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At),
                $"x_grid = '{grid}' AND x_state = '{OpenItemsFile.State}' AND x_open = 1");
            yield return new Asked("open of one grid and body in one state, fewer than a page",
                ItemDocuments.Kind.Query().Where(ItemDocuments.Grid, grid).Where(ItemDocuments.Body, body)
                    .Where(ItemDocuments.State, OpenItemsFile.State).Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At),
                $"x_grid = '{grid}' AND x_body = '{body}' AND x_state = '{OpenItemsFile.State}' AND x_open = 1");
        }
    }

    private static DocumentQuery<WorkItem> Of(DocumentIndex<WorkItem> index, string value) =>
        ItemDocuments.Kind.Query().Where(index, value).Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At);

    private static async Task<SqliteCityStore> OpenAsync(OpenItemsFile file)
    {
        var store = new SqliteCityStore(file.Path);
        await store.OpenAsync([ItemDocuments.Kind], default);
        return store;
    }

    private static async Task ReadAsync(SqliteCityStore store, Asked asked, DocumentCursor? after)
    {
        var query = asked.Query.Take(Rows);
        await store.QueryAsync(after is null ? query : query.After(after));
    }

    /// <summary>The same rows as bytes: nobody reads a work item out of them.</summary>
    private static Task ByHand(SqliteFile file, Asked asked, DocumentCursor? after)
    {
        var (beyond, order) = asked.IsDescending ? ("<", " DESC") : (">", "");
        using var page = new SqliteStatement(file.Handle, $"SELECT id, version, doc FROM d_item WHERE {asked.Where} "
            + (after is null ? "" : $"AND (x_at, id) {beyond} ({after.Order}, '{after.Id}') ")
            + $"ORDER BY x_at{order}, id{order} LIMIT {Rows + 1}");
        var rows = new List<(string, long, byte[])>();
        while (page.Step()) rows.Add((page.Text(0), page.Int64(1), page.Blob(2).ToArray()));
        return Task.CompletedTask;
    }

    /// <summary>The median of pages, in milliseconds, after one that is not counted: as many as a second has, and 200 at most.</summary>
    private static async Task<double> TimeAsync(Func<Task> read)
    {
        await read();
        var (took, watch) = (new List<double>(), Stopwatch.StartNew());
        while (took.Count < Pages && (took.Count == 0 || watch.Elapsed < Longest))
        {
            var began = Stopwatch.GetTimestamp();
            await read();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return Median(took);
    }

    private static async Task AdmitAsync(OpenItemsFile file, MeterSender[] senders)
    {
        await using var hub = new CityHub(NewSetup(), new SqliteCityStore(file.Path), TimeProvider.System);
        await hub.StartAsync();
        foreach (var sender in senders)
            (await hub.ExecuteAsync(
                new AdmitDevice($"admit-{sender.Id}", sender.Id, sender.Key.Public), Actor.Of("bench", "", Role.Administrator))).OrThrow();
    }

    /// <summary>A hub takes batches in, one commit each.</summary>
    private static async Task IntakeAsync(OpenItemsFile file, MeterSender[] senders)
    {
        await using var store = new SqliteCityStore(file.Path);
        await using var hub = new CityHub(NewSetup(), store, TimeProvider.System);
        await hub.StartAsync();
        for (var run = 0; run < Runs; run++)
            foreach (var readers in (int[])[0, Readers]) await TakeInAsync(hub, store, senders, readers);
    }

    private static async Task TakeInAsync(CityHub hub, SqliteCityStore store, MeterSender[] senders, int readers)
    {
        const int Rounds = 10;
        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, readers).Select(_ => Task.Run(() => ReadOnAsync(store, stop.Token))).ToArray();
        var (waits, commits) = (new List<double>(), new List<double>());
        var watch = Stopwatch.StartNew();
        foreach (var envelope in Enumerable.Range(0, Rounds).SelectMany(_ => senders.Select(s => s.Next(10))))
        {
            var began = Stopwatch.GetTimestamp();
            if ((await hub.AcceptAsync(envelope)).Status != BatchStatus.Synced)
                throw new InvalidOperationException("a batch was not taken in");
            commits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            waits.Add(store.LockWait.TotalMilliseconds);
        }
        var spent = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        var pages = (await Task.WhenAll(reading)).SelectMany(took => took).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{readers} readers, {pages.Count / spent:0} pages a second: the lock is waited for {At(waits, 0.5):0.000} ms, p99 {At(waits, 0.99):0.000}, most {waits.Max():0.000}; "
            + $"a batch takes {At(commits, 0.5):0.00} ms, p99 {At(commits, 0.99):0.00}{(readers == 0 ? "" : $"; a page takes {At(pages, 0.5):0.00} ms, p99 {At(pages, 0.99):0.00}")}"));
    }

    private static async Task<List<double>> ReadOnAsync(SqliteCityStore store, CancellationToken stop)
    {
        var (took, questions) = (new List<double>(), Questions.ToArray());
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await ReadAsync(store, questions[took.Count % questions.Length], null);
            var spent = Stopwatch.GetElapsedTime(began);
            took.Add(spent.TotalMilliseconds);
            if (spent < Between) await Task.Delay(Between - spent, CancellationToken.None);
        }
        return took;
    }

    private static HubSetup NewSetup() => new()
    {
        Options = new HubOptions(),
        Configuration = new HubConfiguration(HubIntake.RuleFile(), HubIntake.SensorFile(Devices)),
        Profiles = ProfileCatalogue.BuiltIn,
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn),
    };

    private static double Median(List<double> of) => At(of, 0.5);

    private static double At(List<double> of, double share) => of.Order().ElementAt((int)(of.Count * share));
}
