using System.Globalization;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Hosting;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// What those who listen to the live feed cost the writer: its CPU time for a report and its commit, with many listeners and with none in
/// turn, in one hub over SQLite. Each report is a notification for each listener.
/// </summary>
internal static class StreamListeners
{
    private const int Turns = 11; // the first compiles the program
    private const int Reports = 200;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly Actor Officer = Actor.Of("officer", "", Role.DutyOfficer);
    private static readonly Actor Resident = Actor.Of("resident", "", Role.Resident);

    internal static async Task RunAsync(int listeners)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-listeners-");
        await using (var services = new ServiceCollection()
            .AddCityKit(city => city.UseSqlite(Path.Combine(folder.FullName, "city.db"))).BuildServiceProvider())
        {
            var hub = services.GetRequiredService<CityHub>();
            await hub.StartAsync();
            using var clock = new WriterClock();
            var (none, many) = (new List<double>(), new List<double>());
            for (var turn = 0; turn < Turns; turn++)
            {
                var (before, with) = (0.0, 0.0);
                foreach (var isWith in (bool[])[turn % 2 == 0, turn % 2 != 0]) // the store grows: each is first in turn
                    if (isWith) with = await TurnAsync(hub, clock, listeners);
                    else before = await TurnAsync(hub, clock, 0);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"turn {turn}: no listener {before:0.0} µs of the writer a report, {listeners} listeners {with:0.0} µs"));
                if (turn == 0) continue;
                none.Add(before);
                many.Add(with);
            }
            var ratios = many.Zip(none, (with, before) => with / before).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"medians: {Median(none):0.0} µs and {Median(many):0.0} µs, {Median(ratios):0.00} times "
                + $"({ratios.Min():0.00} to {ratios.Max():0.00}); {clock.Left} groups left out"));
        }
        folder.Delete(recursive: true);
    }

    /// <summary>The median of the groups, a report each, in microseconds of the writer's thread.</summary>
    private static async Task<double> TurnAsync(CityHub hub, WriterClock clock, int listeners)
    {
        using var over = new CancellationTokenSource();
        var heard = new long[listeners];
        var from = await EndAsync(hub);
        var listening = Enumerable.Range(0, listeners).Select(n => Task.Run(() => ListenAsync(hub, from, heard, n, over.Token))).ToArray();
        await Task.Delay(500);
        clock.TakeMicroseconds();
        for (var n = 0; n < Reports; n++)
        {
            var report = new FileReport($"r-{Guid.NewGuid():n}", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
                GeoPoint.FromDegrees(120.3 + Random.Shared.NextDouble() / 5, 36 + Random.Shared.NextDouble() / 5), null, null);
            (await hub.ReportAsync(report, "invented", Resident)).OrThrow();
            await Task.Delay(Between);
        }
        var spent = clock.TakeMicroseconds();
        await over.CancelAsync();
        await Task.WhenAll(listening);
        if (Array.Exists(heard, count => count < Reports)) throw new InvalidOperationException($"{heard.Min()} of {Reports} heard");
        return Median([.. spent]);
    }

    private static async Task ListenAsync(CityHub hub, FeedPosition from, long[] heard, int number, CancellationToken over)
    {
        try
        {
            await foreach (var page in hub.ListenAsync(from, Officer, TimeSpan.FromSeconds(15), over))
                heard[number] += page.Notifications.Count;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // the turn is over
        }
    }

    private static async Task<FeedPosition> EndAsync(CityHub hub)
    {
        for (FeedPosition at = default; ;)
        {
            var page = await hub.ReadFeedAsync(at, 1_000, Officer);
            if (page.Next == at) return at;
            at = page.Next;
        }
    }
}
