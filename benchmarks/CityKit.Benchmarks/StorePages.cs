using System.Diagnostics;
using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Documents;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>
/// A page of 50 open work items among many, most of them closed; then how long the writer's commits take alone and beside ten readers at 20
/// pages a second each.
/// </summary>
internal static class StorePages
{
    private const int Part = 5_000;
    private const int OpenEvery = 100;
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);

    internal static async Task RunAsync(int items)
    {
        SQLitePCL.Batteries_V2.Init();
        var folder = Directory.CreateTempSubdirectory("citykit-pages-");
        try
        {
            await using var store = new SqliteCityStore(Path.Combine(folder.FullName, "city.db"));
            var opened = await store.OpenAsync([ItemDocuments.Kind], default);
            await FillAsync(store, opened, items, OpenEvery);
            await PagesAsync(store, "oldest open first", ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At));
            await PagesAsync(store, "newest open first", ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At, descending: true));
            await PagesAsync(store, "open of one grid", ItemDocuments.Kind.Query().Where(ItemDocuments.Grid, "370202999001007").Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At));
            await CommitsAsync(store, opened, "writer alone", 0);
            await CommitsAsync(store, opened, "writer beside ten readers", 10);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Fills a new file with items of which one in so many is open.</summary>
    internal static async Task FillAsync(SqliteCityStore store, int items, int openEvery) =>
        await FillAsync(store, await store.OpenAsync([ItemDocuments.Kind], default), items, openEvery);

    private static async Task FillAsync(SqliteCityStore store, StoreOpening opened, int items, int openEvery)
    {
        var (template, watch) = (Template(), Stopwatch.StartNew());
        foreach (var part in Enumerable.Range(0, items).Chunk(Part))
            await store.CommitAsync(new StoreCommit { Epoch = opened.Epoch, After = 0, Documents = [.. part.Select(n => ItemDocuments.Kind.Put(ItemOf(template, n, openEvery), 0))] }, default);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items:n0} items stored in {watch.Elapsed.TotalSeconds:0} s, one in {openEvery} open"));
    }

    private static async Task PagesAsync(SqliteCityStore store, string name, DocumentQuery<WorkItem> query)
    {
        const int Pages = 200;
        for (var warm = 0; warm < Pages; warm++) await store.QueryAsync(query.Take(50));
        var (cpu, watch, next) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew(), query.Take(50));
        for (var page = 0; page < Pages; page++) next = (await store.QueryAsync(next)).Next is { } after ? next.After(after) : query.Take(50);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {spent.TotalMilliseconds / Pages:0.00} ms of CPU a page of 50, {watch.Elapsed.TotalMilliseconds / Pages:0.00} ms"));
    }

    private static async Task CommitsAsync(SqliteCityStore store, StoreOpening opened, string name, int readers)
    {
        const int Commits = 500;
        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, readers).Select(_ => ReadAsync(store, stop.Token)).ToArray();
        var (template, took) = (Template(), new List<double>());
        for (var n = 0; n < Commits; n++)
        {
            var commit = new StoreCommit { Epoch = opened.Epoch, After = 0, Documents = [ItemDocuments.Kind.Put(ItemOf(template, n * OpenEvery, OpenEvery), n + 1)] };
            var began = Stopwatch.GetTimestamp();
            await store.CommitAsync(commit, default);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(5);
        }
        await stop.CancelAsync();
        var pages = (await Task.WhenAll(reading)).Sum();
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: a commit takes {took[Commits / 2]:0.00} ms, p99 {took[Commits * 99 / 100]:0.00} ms; {pages} pages read meanwhile"));
    }

    private static async Task<int> ReadAsync(SqliteCityStore store, CancellationToken stop)
    {
        var pages = 0;
        for (; !stop.IsCancellationRequested; pages++)
        {
            await store.QueryAsync(ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At).Take(50));
            await Task.Delay(50, CancellationToken.None);
        }
        return pages;
    }

    private static WorkItem ItemOf(WorkItem template, int n, int openEvery) => template with
    {
        Id = WorkItemId.FromCause($"bench|{n}"),
        Number = $"CK2026-{n:d7}",
        IsOpen = n % openEvery == 0,
        ReportedAt = Start + Duration.FromSeconds(n * 30L),
        Place = template.Place with { Grid = $"3702029990010{n % 97:00}" },
    };

    private static WorkItem Template()
    {
        var work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn);
        var request = new OpenWorkItem(WorkItemId.FromCause("bench"), "city-management", "resident") { Place = new WorkPlace { Point = GeoPoint.FromDegrees(120.4, 36.06) }, Title = new LocalizedText("路面坑洞", "A hole in the road") };
        return work.Open(request, Actor.Of("resident-1", "", Role.Resident), Start).Item ?? throw new InvalidOperationException("no item");
    }
}
