extern alias sqlite;
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
using SqliteFileOptions = sqlite::CityKit.Shared.Sqlite.SqliteFileOptions;
using SqliteFile = sqlite::CityKit.Shared.Sqlite.SqliteFile;
using SqliteStatement = sqlite::CityKit.Shared.Sqlite.SqliteStatement;

namespace CityKit.Benchmarks;

/// <summary>
/// A hub's file with many open work items. The store writes the rows, in the order of their ids and in large commits, while the
/// table has only
/// the index of ids; the others are built when all rows are there. It is then the file that a hub would have.
/// </summary>
internal sealed class OpenItemsFile
{
    internal const int Grids = 97;
    internal const int Bodies = 40;
    private const int Part = 20_000;
    private const long Scatter = 7_919; // a prime: every place in the order once
    private const int Said = 100_000;
    private const string OnlyIds = "d_item_id";
    private static readonly Instant Start = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly WorkItem Template = NewTemplate();
    private static readonly string[] States =
        [.. ProfileCatalogue.BuiltIn.All.Single(p => p.Id == "city-management").States.Where(s => !s.Closed).Select(s => s.Id)];

    private readonly WorkItemId[] ids;
    private readonly Instant? clocksFrom;

    /// <param name="path">The file.</param>
    /// <param name="items">How many.</param>
    /// <param name="clocksFrom">
    /// The first deadline, when each item has one: 30 seconds apart, in another order than that of reports and ids.
    /// </param>
    internal OpenItemsFile(string path, int items, Instant? clocksFrom = null)
    {
        this.clocksFrom = clocksFrom;
        (Path, ids) = (path, [.. Enumerable.Range(0, items).Select(n => WorkItemId.FromCause($"bench|{n}"))]);
        Array.Sort(ids);
    }

    internal string Path { get; }

    internal int Items => ids.Length;

    internal static string State => States[1];

    internal static string Grid(int n) => $"3702029990010{n % Grids:00}";

    internal static string Body(int n) => $"body-{n % Bodies:00}";

    /// <summary>Where a page in the middle begins.</summary>
    internal DocumentCursor Middle => new(IndexValue.Of(AtOf(Items / 2)).Number, ids[Items / 2].ToString());

    internal async Task FillAsync()
    {
        await using var store = new SqliteCityStore(Path);
        var opened = await store.OpenAsync([ItemDocuments.Kind], default);
        var (watch, indexes) = (Stopwatch.StartNew(), DropIndexes());
        foreach (var part in Enumerable.Range(0, Items).Chunk(Part))
        {
            await store.CommitAsync(
                new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number, Documents = [.. part.Select(Put)] }, default);
            if ((part[^1] + 1) % Said == 0) Console.Error.WriteLine($"{part[^1] + 1:n0} items after {watch.Elapsed.TotalSeconds:0} s");
        }
        BuildIndexes(indexes, watch);
        var bytes = new FileInfo(Path).Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Items:n0} open items, {bytes / 1e6:n0} MB, filled in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private string[] DropIndexes()
    {
        using var file = Open();
        using var all = new SqliteStatement(file.Handle,
            $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name <> '{OnlyIds}' "
            + "AND substr(name, 1, 2) IN ('d_', 'm_')");
        var found = new List<(string Name, string Sql)>();
        while (all.Step()) found.Add((all.Text(0), all.Text(1)));
        foreach (var (name, _) in found) file.Execute($"DROP INDEX {name}");
        return [.. found.Select(index => index.Sql)];
    }

    /// <summary>Not synced until all are there: who kills a benchmark fills its file again.</summary>
    private void BuildIndexes(string[] indexes, Stopwatch watch)
    {
        using var file = Open();
        file.Execute("PRAGMA synchronous=OFF; PRAGMA cache_size=-200000");
        for (var n = 0; n < indexes.Length; n++)
        {
            file.Execute(indexes[n]);
            if (Items >= Said) Console.Error.WriteLine($"{n + 1} of {indexes.Length} indexes after {watch.Elapsed.TotalSeconds:0} s");
        }
        file.Execute("PRAGMA synchronous=FULL");
        file.TryCopyLog();
    }

    private SqliteFile Open() => OpenFile(Path);

    internal static SqliteFile OpenFile(string path) =>
        SqliteFile.Open(path, HubSchema.Schema, new SqliteFileOptions { CheckIntegrity = false, MoveDamagedAside = false });

    private DocumentChange Put(int n) => ItemDocuments.Kind.Put(clocksFrom is { } from ? WithClock(ItemOf(n), n, from) : ItemOf(n), 0);

    private WorkItem WithClock(WorkItem item, int n, Instant from)
    {
        var due = from + Duration.FromSeconds(n * Scatter % Items * 30);
        var clock = item.Clock with { Limit = new WorkLimit(5, LimitUnit.WorkDay), Deadline = new Deadline(due, false, null) };
        return item with { Clocks = [clock], DueAt = due };
    }

    private static Instant AtOf(int n) => Start + Duration.FromSeconds(n * 30L);

    private WorkItem ItemOf(int n) => Template with
    {
        Id = ids[n],
        Number = $"CK2026-{n:d7}",
        State = States[n % States.Length],
        ReportedAt = AtOf(n),
        Assignments = [new Assignment(AssignmentKind.Lead, Assignee.Parse(Body(n / Grids)), AtOf(n))],
        Place = Template.Place with
        {
            Grid = Grid(n),
            Point = GeoPoint.FromDegrees(120 + n % 1_009 * 0.001, 36 + n / 1_009 % 1_009 * 0.001),
        },
    };

    private static WorkItem NewTemplate()
    {
        var work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn);
        var request = new OpenWorkItem(WorkItemId.FromCause("bench"), "city-management", "resident")
        {
            Place = new WorkPlace { Point = GeoPoint.FromDegrees(120.4, 36.06) },
            Title = new LocalizedText("路面坑洞", "A hole in the road"),
        };
        return work.Open(request, Actor.Of("resident-1", "", Role.Resident), Start).Item ?? throw new InvalidOperationException("no item");
    }
}
