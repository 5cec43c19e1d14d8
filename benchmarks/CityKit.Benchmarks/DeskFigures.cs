using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.AspNetCore;
using CityKit.AspNetCore.Defence;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Hosting;
using CityKit.Maps;
using CityKit.Maps.Tiles;
using CityKit.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// What the duty desk costs its server over many open items in a file and a large registry: pages beside the same list as JSON, opening a
/// live page, and a commit with many live desks beside one with none. Those who ask are another process (<see cref="DeskVisitors"/>).
/// </summary>
internal static class DeskFigures
{
    private const int Leads = 100;
    private const int Warm = 200;
    private const int Pages = 100;
    private const int Rounds = 3;
    private const int Reports = 30;
    private const string Json = "citykit/v1/items?limit=50&order=-reported";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly Actor Officer = Actor.Of("duty", "bureau", Role.DutyOfficer, Role.Oversight);
    private static readonly Actor Box = Actor.Of("box-1", "bureau", Role.Machine);
    private static readonly ClassKey Waste = ClassKey.Parse("GB/T 47678.5-2026:matter:06010");

    internal static async Task RunAsync(int items, int components, int desks)
    {
        using var folder = new TemporaryDirectory();
        SurveyRun.Write(folder.At("survey.csv"), components);
        await SurveyRun.ImportAsync(folder.At("survey.csv"), folder.At("registry.db"), components);
        await using var registry = await ComponentRegistry.OpenAsync(new SqliteComponentStore(folder.At("registry.db")));
        await using var app = await StartAsync(folder.At("hub.db"), registry, components);
        var hub = app.Services.GetRequiredService<CityHub>();
        await CockpitPages.ImportAsync(hub, items);
        for (var n = 0; n < Leads; n++) (await hub.ExecuteAsync(Lead(n), Box)).OrThrow();
        await PagesAsync(app.Urls.First());
        await CommitsAsync(hub, app.Urls.First(), desks);
    }

    private static async Task<WebApplication> StartAsync(string file, ComponentRegistry registry, int components)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrelHttpsConfiguration();
        var tiles = ComponentTiles.Of(Town.Places(components));
        builder.Services.AddCityKit(city => city.UseSqlite(file).UseComponents(registry).AddMaps(components: tiles).UsePolicy(Policy()));
        builder.Services.AddCityKitKeys().Configure<CityKitDoorOptions>(o => o.AddressRequestsPerMinute = 1_000_000);
        builder.Services.AddCityKitDesk();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = ActorClaims.ToPrincipal(Officer, "bench");
            return next(context);
        });
        app.UseAuthorization();
        app.MapCityKit();
        app.MapCityKitDesk();
        await app.StartAsync();
        return app;
    }

    private static WorkPolicy Policy() => PolicyReader.Read(Encoding.UTF8.GetBytes(
        $$"""{"schema": 1, "machines": [{"class": "{{Waste}}"}]}"""), out var errors)
        ?? throw new InvalidOperationException(errors[0].ToString());

    private static ReportLead Lead(int n) => new($"lead-{n}", Waste, 0.9m, SystemClock.Instance.GetCurrentInstant())
    {
        Place = GeoPoint.FromDegrees(121 + n % 40 * 0.01, 36 + n / 40 * 0.01),
    };

    private static async Task PagesAsync(string address)
    {
        string[] pages = [Json, "desk/duty?show=items", "desk/duty?show=leads", "desk/duty?show=alerts"];
        foreach (var page in pages) await AskAsync(address, page, Warm);
        var cpu = pages.ToDictionary(page => page, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
            foreach (var page in pages) cpu[page].Add(await AskAsync(address, page, Pages));
        foreach (var (page, each) in cpu)
            Say($"{page}: {Median(each):0.00} ms of CPU ({each.Min():0.00} to {each.Max():0.00}), {Ratio(each, cpu[Json])} of the JSON");
    }

    private static string Ratio(List<double> those, List<double> rival)
    {
        var ratios = those.Zip(rival, (ours, theirs) => ours / theirs).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):0.00} ({ratios.Min():0.00} to {ratios.Max():0.00})");
    }

    /// <summary>The CPU of one request here, in milliseconds.</summary>
    private static Task<double> AskAsync(string address, string page, int times) => CpuAsync(times, async () =>
    {
        using var visitors = DeskVisitors.Start("get", address, page, times);
        await visitors.WaitForExitAsync();
    });

    private static async Task CommitsAsync(CityHub hub, string address, int desks)
    {
        using var clock = new WriterClock();
        await CommitAsync(hub, clock);
        var (none, live) = (new List<(double Writer, double All)>(), new List<(double Writer, double All)>());
        for (var round = 0; round < Rounds; round++)
        {
            none.Add(await CommitAsync(hub, clock));
            using var visitors = DeskVisitors.Start("desks", address, "desk/duty?show=items", desks);
            var open = await CpuAsync(desks, async () => await HearAsync(visitors));
            live.Add(await CommitAsync(hub, clock));
            visitors.StandardInput.Close();
            var got = await HearAsync(visitors);
            await visitors.WaitForExitAsync();
            Say($"round {round}: opening a desk {open:0.0} ms of CPU; {got}; a commit without: writer {none[^1].Writer:0} µs, all {none[^1].All:0.00} ms; with {desks}: writer {live[^1].Writer:0} µs, all {live[^1].All:0.00} ms");
        }
        var ratios = live.Zip(none, (with, before) => with.Writer / before.Writer).ToList();
        Say($"the writer with {desks} desks: {Median(ratios):0.00} times ({ratios.Min():0.00} to {ratios.Max():0.00})");
        Say($"all threads: a desk and a commit {Median([.. live.Zip(none, (with, before) => (with.All - before.All) * 1e3 / desks)]):0} µs");
    }

    private static async Task<string> HearAsync(Process visitors) =>
        await visitors.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the visitors failed");

    /// <summary>A report and its commit: µs of the writer's thread, and ms of all threads.</summary>
    private static async Task<(double Writer, double All)> CommitAsync(CityHub hub, WriterClock clock)
    {
        await Task.Delay(2_000);
        clock.TakeMicroseconds();
        var all = await CpuAsync(Reports, async () =>
        {
            for (var n = 0; n < Reports; n++)
            {
                (await hub.ReportAsync(Report(), "invented", Actor.Of("resident", "", Role.Resident))).OrThrow();
                await Task.Delay(Between);
            }
            await Task.Delay(2_000); // what the desks draw of the last is counted
        });
        return (Median([.. clock.TakeMicroseconds()]), all);
    }

    private static FileReport Report() => new($"r-{Guid.NewGuid():n}", "city-management", Waste,
        GeoPoint.FromDegrees(121 + Random.Shared.NextDouble(), 37 + Random.Shared.NextDouble()), null, null);

    private static async Task<double> CpuAsync(int times, Func<Task> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        await work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
    }

    private static void Say(FormattableString what) => Console.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
