using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Sqlite;
using CityKit.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Benchmarks;

/// <summary>
/// What a start costs in CPU time, each in a process of its own: a hub with a module of many counters after SIGKILL, with many open work
/// items, an empty hub beside an empty web host; and what one more sensor costs beside many.
/// </summary>
internal static class HubStarts
{
    private const int Part = 20_000;
    private const int Taps = 9_900; // just under a checkpoint's entries
    private const int Times = 7;
    private static readonly Actor Gate = Actor.Of("gate", "", Role.Administrator);

    internal static async Task RunAsync(int keys)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-starts-");
        try
        {
            await CountersAsync(Path.Combine(folder.FullName, "counters.db"), keys);
            await ItemsAsync(Path.Combine(folder.FullName, "items.db"), keys);
            Print($"{keys:n0} sensors, one more", await ChildAsync("sensors", Path.Combine(folder.FullName, "sensors.db"), keys));
            foreach (var what in (string[])["host", "hub"])
                Print($"an empty {what} over HTTP, of {Times}",
                    await MedianAsync(what, n => Path.Combine(folder.FullName, $"{what}-{n}.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One measured process.</summary>
    internal static async Task RunChildAsync(string what, string file, int count)
    {
        var work = what switch
        {
            "tap" => TapAsync(file, Taps),
            "counters" or "items" => TapAsync(file, 1),
            "sensors" => AddSensorsAsync(file, count),
            "clocks-first" or "clocks-queue" => OpenClocks.AloneAsync(what, file),
            "host" => HostAsync(null),
            _ => HostAsync(file),
        };
        await work;
    }

    private static async Task CountersAsync(string file, int keys)
    {
        await using (var store = new SqliteCityStore(file))
        {
            var opened = await store.OpenAsync([], default);
            foreach (var part in Enumerable.Range(0, keys).Chunk(Part))
                await store.CommitAsync(
                    new StoreCommit { Epoch = opened.Epoch, After = 0, Cells = [.. part.Select(CounterModule.CellOf)] }, default);
        }
        await ChildAsync("tap", file, keys);
        Print($"{keys:n0} counters after SIGKILL, {Taps:n0} entries to replay", await ChildAsync("counters", file, keys));
    }

    private static async Task ItemsAsync(string file, int items)
    {
        await new OpenItemsFile(file, items).FillAsync();
        await ChildAsync("items", file, items); // due times are calculated once
        Print($"{items:n0} open work items", await ChildAsync("items", file, items));
    }

    private static async Task<double> MedianAsync(string what, Func<int, string> fileOf)
    {
        var all = new List<double>();
        for (var n = 0; n < Times; n++) all.Add(await ChildAsync(what, fileOf(n), n));
        return all.Order().ElementAt(Times / 2);
    }

    /// <summary>Starts a process, reads the milliseconds it says, and kills it.</summary>
    internal static async Task<double> ChildAsync(string what, string file, int count)
    {
        string[] arguments = ["start", what, file, count.ToString(CultureInfo.InvariantCulture)];
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var said = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"'{what}' said nothing.");
        child.Kill();
        await child.WaitForExitAsync();
        return double.Parse(said, CultureInfo.InvariantCulture);
    }

    private static async Task TapAsync(string file, int taps)
    {
        var services = Services(file);
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        var random = new Random(7);
        foreach (var part in Enumerable.Range(0, taps).Chunk(256))
            foreach (var answer in await Task.WhenAll(part.Select(_ => hub.ExecuteAsync(NewCount(random), Gate).AsTask())))
                answer.OrThrow();
        Tell();
        await Task.Delay(Timeout.Infinite);
    }

    private static Count NewCount(Random random) => new($"{Guid.NewGuid():n}", CounterModule.KeyOf(random.Next(1_000_000)));

    private static async Task AddSensorsAsync(string file, int sensors)
    {
        const int More = 500;
        var hub = Services(file).GetRequiredService<CityHub>();
        await hub.StartAsync();
        foreach (var part in Enumerable.Range(0, sensors).Chunk(PutSensors.MaxEntries)) await PutAsync(hub, $"p-{part[0]}", part);
        for (var n = 0; n < More; n++) await PutAsync(hub, $"w-{n}", [sensors + n]);
        GC.Collect();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var n = 0; n < More; n++) await PutAsync(hub, $"m-{n}", [sensors + More + n]);
        Tell((Process.GetCurrentProcess().TotalProcessorTime - before) / More);
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task PutAsync(CityHub hub, string id, int[] sensors)
    {
        var entries = string.Join(',', sensors.Select(n =>
            $$"""{"device": "pi-{{n / 20}}", "sensor": "s-{{n % 20}}", "quantity": "smoke", "validFrom": "2026-01-01T00:00:00Z"}"""));
        (await hub.ExecuteAsync(new PutSensors(id, $$"""{"version": 1, "sensors": [{{entries}}]}"""), Gate)).OrThrow();
    }

    private static async Task HostAsync(string? file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (file is not null) builder.Services.AddCityKit(city => city.UseSqlite(file));
        await using var app = builder.Build();
        if (file is null) app.MapGet("/", () => "");
        else app.MapCityKit();
        await app.StartAsync();
        Tell();
        await app.WaitForShutdownAsync();
    }

    private static ServiceProvider Services(string file) =>
        new ServiceCollection().AddCityKit(city => city.UseSqlite(file).AddModule(new CounterModule())).BuildServiceProvider();

    internal static void Tell(TimeSpan? cpu = null) => Console.WriteLine(
        (cpu ?? Process.GetCurrentProcess().TotalProcessorTime).TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture));

    private static void Print(string what, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {milliseconds:n2} ms of CPU"));
}
