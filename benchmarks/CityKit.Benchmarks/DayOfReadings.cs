using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Hosting;
using CityKit.ReadingDesk;
using CityKit.Readings;
using CityKit.Sensors.Register;
using CityKit.Sqlite;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// A day of one sensor, a reading a minute, asked of a hub whose store has many sensors, and of one whose store has a thousand, in turn:
/// CPU time of the process for each question. Stores are filled by their contract; every sensor has some hours, the asked one a day.
/// </summary>
internal static class DayOfReadings
{
    private const int Few = 1_000;
    private const int Hours = 2; // of each sensor
    private const int Part = 20_000;
    private const int Turns = 6; // the first compiles the program
    private const int Questions = 1_000;
    private static readonly Actor Officer = Actor.Of("officer", "", Role.DutyOfficer);
    private static readonly long Today = (long)(SystemClock.Instance.GetCurrentInstant() - NodaConstants.UnixEpoch).TotalDays;
    private static readonly Instant Day = NodaConstants.UnixEpoch + Duration.FromDays(Today - 1);

    internal static async Task RunAsync(int sensors)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-readings-");
        try
        {
            var few = await FillAsync(Path.Combine(folder.FullName, "few.db"), Few);
            var many = await FillAsync(Path.Combine(folder.FullName, "many.db"), sensors);
            await using var ofFew = Services(few, Few / 2);
            await using var ofMany = Services(many, sensors / 2);
            var (small, large) = (await StartAsync(ofFew), await StartAsync(ofMany));
            foreach (var step in (Duration?[])[null, Duration.FromHours(1)]) await CompareAsync(small, large, sensors, step);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CompareAsync(CityHub small, CityHub large, int sensors, Duration? step)
    {
        var (few, many) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var (before, with) = (await CpuAsync(small, Few, step), await CpuAsync(large, sensors, step));
            if (turn == 0) continue;
            few.Add(before);
            many.Add(with);
        }
        var ratios = many.Zip(few, (with, before) => with / before).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"a day {(step is null ? "of 1,440 readings" : "in 24 hours")}: {Median(few):0.000} ms of CPU among {Few:n0} sensors, "
            + $"{Median(many):0.000} ms among {sensors:n0}, {Median(ratios):0.00} times ({ratios.Min():0.00} to {ratios.Max():0.00})"));
    }

    /// <summary>The milliseconds of CPU of one question: all pages of the day of the sensor in the middle.</summary>
    private static async Task<double> CpuAsync(CityHub hub, int sensors, Duration? step)
    {
        var query = new ReadingQuery(KeyOf(sensors / 2), Day, Day + Duration.FromDays(1)) { Step = step, Limit = ReadingQuery.MaxRows };
        var before = Environment.CpuUsage.TotalTime;
        for (var n = 0; n < Questions; n++)
        {
            var found = 0;
            for (string? after = null; ;)
            {
                var page = await hub.Readings.ReadAsync(query with { After = after }, Officer);
                if (page.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message.En);
                found += page.Readings.Count + page.Buckets.Count;
                if ((after = page.Next) is null) break;
            }
            if (found != (step is null ? 1_440 : 24)) throw new InvalidOperationException($"{found} rows");
        }
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Questions;
    }

    private static async Task<string> FillAsync(string path, int sensors)
    {
        var watch = Stopwatch.StartNew();
        await using var store = new SqliteCityStore(path);
        var opened = await store.OpenAsync([ReadingDocuments.Kind], default);
        foreach (var part in Enumerable.Range(0, sensors).SelectMany(n => HoursOf(n, n == sensors / 2 ? 24 : Hours)).Chunk(Part))
            await store.CommitAsync(
                new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number, Documents = [.. part] }, default);
        var bytes = new FileInfo(path).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sensors:n0} sensors, {sensors * Hours + 24 - Hours:n0} hours of readings, "
            + $"{bytes / 1e6:n0} MB, filled in {watch.Elapsed.TotalSeconds:0} s"));
        return path;
    }

    private static IEnumerable<DocumentChange> HoursOf(int sensor, int hours) =>
        Enumerable.Range(0, hours).Select(n => ReadingDocuments.Kind.Put(HourOf(KeyOf(sensor), (Today - 1) * 24 + n), 0));

    private static ReadingHour HourOf(SensorKey sensor, long hour)
    {
        var begin = NodaConstants.UnixEpoch + Duration.FromHours(hour);
        var minute = Duration.FromMinutes(1);
        var readings = Enumerable.Range(0, 60).Select(m => new SensorReading(begin + m * minute, minute, 14 + m % 3, EventFlags.None));
        return new ReadingHour(sensor, hour, begin + Duration.FromDays(90), [.. readings]);
    }

    private static SensorKey KeyOf(int n) => new(DeviceId.Parse($"pi-{n:d7}"), SensorName.Parse("water"));

    /// <summary>A hub whose register has the asked sensor alone.</summary>
    private static ServiceProvider Services(string path, int sensor) => new ServiceCollection()
        .AddCityKit(city => city.UseSqlite(path).UseSensors(Encoding.UTF8.GetBytes($$"""
            {"version": 1, "sensors": [{"device": "{{KeyOf(sensor).Device}}", "sensor": "water", "quantity": "water",
             "unit": "L", "perUnit": 1, "compound": "c", "validFrom": "2026-01-01T00:00:00Z"}]}
            """)))
        .BuildServiceProvider();

    private static async Task<CityHub> StartAsync(ServiceProvider services)
    {
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        return hub;
    }
}
