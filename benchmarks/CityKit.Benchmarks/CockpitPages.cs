using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.AspNetCore;
using CityKit.Cases;
using CityKit.Importing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Benchmarks;

/// <summary>
/// What the desk's cockpit costs the server over many open work items in a file: drawn when its figures were kept too long ago, and drawn
/// again within the seconds that they are kept. The client is in the same process and counted.
/// </summary>
internal static class CockpitPages
{
    private const int Runs = 20;
    private static readonly string[] States = ["reported", "filing", "dispatching", "handling", "checking"];
    private static readonly Actor Leader = Actor.Of("leader", "bureau", Role.Oversight);

    internal static async Task RunAsync(int items)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-cockpit-");
        try
        {
            var time = new Ahead();
            await using var app = await StartAsync(Path.Combine(folder.FullName, "hub.db"), time);
            await ImportAsync(app.Services.GetRequiredService<CityHub>(), items);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            foreach (var page in (string[])["cockpit", "cockpit?period=month", "cockpit?area=370203"])
            {
                await MeasureAsync(client, $"{page}, over {items:n0} open items, figures read anew", page, () =>
                    time.By += Duration.FromSeconds(11));
                await MeasureAsync(client, $"{page}, figures kept", page, () => { });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WebApplication> StartAsync(string file, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(time);
        builder.Services.AddCityKit(city => city.UseSqlite(file));
        builder.Services.AddCityKitDesk();
        builder.Services.AddAuthentication();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = ActorClaims.ToPrincipal(Leader, "bench");
            return next(context);
        });
        app.UseAuthorization();
        app.MapCityKitDesk();
        await app.StartAsync();
        return app;
    }

    internal static async Task ImportAsync(CityHub hub, int items)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, items).Select(n => Line(n, now)))));
        var report = await hub.ImportItemsAsync("bench", file, Actor.Of("admin", "it", Role.Administrator));
        if (report.Imported != items) throw new InvalidOperationException(report.Errors[0].Refusal.Message.En);
    }

    private static string Line(int n, Instant now) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"id": "c-{{n}}", "profile": "city-management", "state": "{{States[n % States.Length]}}", "reportedAt": "{{InstantPattern.ExtendedIso.Format(now - Duration.FromMinutes(10 + n % 40_000))}}", "class": "GB/T 47678.5-2026:matter:{{(n % 3 == 0 ? "06013" : "06010")}}", "limit": "{{1 + n % 300}} work hours", "assignee": {"body": "office {{n % 53:00}}"}, "place": {"longitude": {{120.3 + n % 997 * 0.0002}}, "latitude": {{36.05 + n % 499 * 0.0002}}, "grid": "3702{{n % 10 + 2:00}}{{n / 10 % 14 + 1:000}}{{n / 140 % 10 + 1:000}}{{n % 7 + 1:000}}"}, "title": {"zh": "暴露垃圾", "en": "Exposed garbage"} }
        """);

    private static async Task MeasureAsync(HttpClient client, string what, string page, Action before)
    {
        var took = new List<double>();
        var bytes = (await client.GetByteArrayAsync($"/desk/{page}")).Length;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var run = 0; run < Runs; run++)
        {
            before();
            var began = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync($"/desk/{page}");
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        var each = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / Runs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {each:0} ms of CPU, {took.Order().ElementAt(Runs / 2):0} ms ({took.Min():0} to {took.Max():0}), {bytes / 1024.0:0} KB"));
    }

    /// <summary>The clock, so much ahead: figures that were kept are too old.</summary>
    private sealed class Ahead : TimeProvider
    {
        internal Duration By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By.ToTimeSpan();
    }
}
