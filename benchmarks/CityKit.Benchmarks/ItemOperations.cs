using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Importing;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>
/// What a duty room asks of many cases over a file: an import beside as many reports, tasks beside a plain list, figures beside reading the
/// same cases, one step of 200 items beside 200 steps one after the other.
/// </summary>
internal static class ItemOperations
{
    private const int AtOnce = 200;
    private const int Bodies = 20;
    private const int Runs = 5;
    private static readonly Actor Admin = Actor.Of("admin", "it", Role.Administrator);
    private static readonly Actor Centre = Actor.Of("centre", "centre", Role.Acceptor, Role.DutyLeader, Role.Dispatcher);
    private static readonly Actor Office = Actor.Of("office", "office 07", Role.CompetentDepartment);
    private static readonly string[] States = ["reported", "filing", "dispatching", "handling", "checking", "closed"];
    private static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();

    internal static async Task RunAsync(int items)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-items-");
        try
        {
            await using var hub = new CityHub(
                NewSetup(), new SqliteCityStore(Path.Combine(folder.FullName, "hub.db")), TimeProvider.System);
            await hub.StartAsync();
            await ImportAsync(hub, items);
            await AskAsync(hub, "tasks of a centre", "items/tasks", [], Centre);
            await AskAsync(hub, "tasks of one department", "items/tasks", [], Office);
            await AskAsync(hub, "the same page as a list", "items/list",
                new() { ["order"] = "due", ["status"] = "handling", ["body"] = "office 07" }, Office);
            await AskAsync(hub, "what was closed in a week", "items/list",
                new() { ["closedFrom"] = NodaTime.Text.InstantPattern.ExtendedIso.Format(Now - Duration.FromDays(7)) }, Centre);
            await AskAsync(hub, "a list by what is due", "items/list", new() { ["order"] = "due" }, Centre);
            await FiguresAsync(hub);
            await StepsAsync(hub);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ImportAsync(CityHub hub, int items)
    {
        var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, items).Select(Line))));
        await MeasureAsync($"import of {items:n0} lines", items, async () =>
        {
            var report = await hub.ImportItemsAsync("bench", file, Admin);
            if (report.Imported != items) throw new InvalidOperationException(report.Errors[0].Refusal.Message.En);
        });
        var reports = items / 10;
        await MeasureAsync($"again, all known", items, async () =>
        {
            file.Position = 0;
            if ((await hub.ImportItemsAsync("bench", file, Admin)).Known != items) throw new InvalidOperationException("not all are known");
        });
        await MeasureAsync($"{reports:n0} reports, {AtOnce} at once", reports, async () =>
        {
            foreach (var some in Enumerable.Range(0, reports).Chunk(AtOnce))
                await Task.WhenAll(some.Select(async n =>
                    (await hub.ExecuteAsync(Report(n), Actor.Of("inspector", "i", Role.Inspector))).OrThrow()));
        });
    }

    private static async Task AskAsync(CityHub hub, string what, string query, Dictionary<string, string> arguments, Actor actor)
    {
        var took = new List<double>();
        var rows = 0;
        for (var run = 0; run < Runs * 10; run++)
        {
            var began = Stopwatch.GetTimestamp();
            rows = (await hub.QueryAsync(query, arguments, actor)).Rows.Count;
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        Say($"{what}: first page of {rows}, {Median(took):0.00} ms ({took.Min():0.00} to {took.Max():0.00})");
    }

    private static async Task FiguresAsync(CityHub hub)
    {
        var period = new Dictionary<string, string>
        {
            ["from"] = NodaTime.Text.InstantPattern.ExtendedIso.Format(Now - Duration.FromDays(60)),
            ["until"] = NodaTime.Text.InstantPattern.ExtendedIso.Format(Now + Duration.FromDays(30)), ["by"] = "body",
        };
        var (figures, read) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            figures.Add(await CpuAsync(async () => await hub.QueryAsync("items/figures", period, Centre, null, 1000)));
            read.Add(await CpuAsync(async () =>
                await hub.Store.ReadAsync(ItemDocuments.Kind.Query().OrderBy(ItemDocuments.At)).CountAsync()));
        }
        Say($"figures by department over all: {Median(figures):0.00} s of CPU; reading the same cases and no more: {Median(read):0.00} s");
    }

    private static async Task StepsAsync(CityHub hub)
    {
        var ids = new Queue<WorkItemId>((await hub.Store.ReadAsync(ItemDocuments.Kind.Query().Where(ItemDocuments.State, "reported")
            .OrderBy(ItemDocuments.At)).Take(Runs * 2 * AtOnce).ToListAsync()).Select(item => item.Id));
        var (many, single) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs && ids.Count >= 2 * AtOnce; run++)
        {
            var some = Take(ids);
            many.Add(await TimeAsync(async () =>
                await hub.ExecuteAsync(new StepMany($"m-{run}", some, new WorkCommand("accept")), Centre)));
            some = Take(ids);
            single.Add(await TimeAsync(async () =>
            {
                foreach (var id in some) (await hub.ExecuteAsync(new StepItem($"s-{id}", id, new WorkCommand("accept")), Centre)).OrThrow();
            }));
        }
        Say($"one step of {AtOnce} items: {Median(many) * 1000:0} ms; {AtOnce} steps one after the other: {Median(single) * 1000:0} ms");
    }

    private static WorkItemId[] Take(Queue<WorkItemId> ids) => [.. Enumerable.Range(0, AtOnce).Select(_ => ids.Dequeue())];

    private static async Task MeasureAsync(string what, int count, Func<Task> run)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), await CpuAsync(run));
        Say($"{what}: {count / watch.Elapsed.TotalSeconds:n0} a second, {cpu / count * 1e6:n0} µs of CPU each");
    }

    private static async Task<double> CpuAsync(Func<Task> run)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await run();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var began = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static string Line(int n)
    {
        var reported = NodaTime.Text.InstantPattern.ExtendedIso.Format(Now - Duration.FromMinutes(10 + (n % 50_000)));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"id": "c-{{n}}", "profile": "city-management", "state": "{{States[n % States.Length]}}", "reportedAt": "{{reported}}", "class": "GB/T 47678.5-2026:matter:06010", "limit": "{{1 + (n % 30)}} work hours", "assignee": {"body": "office {{n % Bodies:00}}"}, "place": {"longitude": {{120.3 + (n % 997 * 0.0002)}}, "latitude": {{36.05 + (n % 499 * 0.0002)}}, "grid": "3702029990010{{n % 90 + 10}}", "address": "crossing {{n % 1000}}"}, "title": {"zh": "暴露垃圾", "en": "Exposed garbage"} }
            """);
    }

    private static FileReport Report(int n) => new($"r-{n}", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
        GeoPoint.FromDegrees(121 + (n % 997 * 0.0002), 36.05 + (n % 499 * 0.0002)), null, null);

    private static HubSetup NewSetup() => new()
    {
        Options = new HubOptions(),
        Configuration = new HubConfiguration(HubIntake.RuleFile(), HubIntake.SensorFile(1)),
        Profiles = ProfileCatalogue.BuiltIn,
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn),
    };

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);

    private static void Say(FormattableString what) => Console.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
