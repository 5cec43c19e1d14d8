using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Hosting;
using CityKit.Modules;
using Microsoft.Extensions.DependencyInjection;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// What the indexes of scopes and words cost the intake: CPU time of a batch of ten readings, and of a person's report that opens a work
/// item, with those indexes and with none of them, each in a process of its own, in turn. Without them nobody could ask what he may see:
/// that is for measuring only.
/// </summary>
internal static class IndexCost
{
    private const int Turns = 7;
    private const int Reports = 4_000;
    private const int AtOnce = 256;
    private static readonly string[] Measured = [ScopeIndex.Name, "open_scope", "words"];

    internal static async Task RunAsync()
    {
        var (batches, reports) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var without = await ChildAsync("without");
            var with = await ChildAsync("with");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"without: {without.Batch:0.000} ms a batch of readings, {without.Report:0.000} ms a report; "
                + $"with: {with.Batch:0.000}, {with.Report:0.000}"));
            batches.Add(with.Batch / without.Batch);
            reports.Add(with.Report / without.Report);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"CPU with the indexes beside none: a batch of readings {Median(batches):0.00} times "
            + $"({batches.Min():0.00} to {batches.Max():0.00}), "
            + $"a report {Median(reports):0.00} times ({reports.Min():0.00} to {reports.Max():0.00})"));
    }

    /// <summary>One measured process: prints its two figures as its last line.</summary>
    internal static async Task RunChildAsync(bool isWith)
    {
        if (!isWith)
        {
            LeaveOut(ItemDocuments.Kind);
            LeaveOut(AlertDocuments.Kind);
            LeaveOut(LeadDocuments.Kind);
        }
        await HubIntake.RunAsync([200, 10, 5]); // compiles the program
        var batch = await HubIntake.RunAsync([1_000, 10, 40]);
        await ReportAsync(Reports / 8);
        var report = await ReportAsync(Reports);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{batch} {report}"));
    }

    /// <summary>A kind as it would be without the measured indexes; no configuration of the library can say so.</summary>
    private static void LeaveOut<T>(DocumentKind<T> kind) where T : class
    {
        var kept = kind.Indexes.Cast<DocumentIndex<T>>().Where(index => !Measured.Contains(index.Name)).ToImmutableArray();
        Field(typeof(DocumentKind<T>), "indexes").SetValue(kind, kept);
        Field(typeof(DocumentKind), "<Indexes>k__BackingField").SetValue(kind, kept.ToArray());
    }

    private static FieldInfo Field(Type type, string name) =>
        type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new InvalidOperationException($"{type} has no {name}");

    /// <summary>The milliseconds of CPU of a report, 256 at once.</summary>
    private static async Task<double> ReportAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-reports-");
        try
        {
            await using var services = new ServiceCollection()
                .AddCityKit(city => city.UseSqlite(Path.Combine(folder.FullName, "city.db"))).BuildServiceProvider();
            var hub = services.GetRequiredService<CityHub>();
            await hub.StartAsync();
            var before = Environment.CpuUsage.TotalTime;
            foreach (var part in Enumerable.Range(0, count).Chunk(AtOnce))
                foreach (var answer in await Task.WhenAll(part.Select(n => hub.ReportAsync(NewReport(n), "invented", ActorOf(n)).AsTask())))
                    answer.OrThrow();
            return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / count;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Actor ActorOf(int n) => Actor.Of($"resident-{n % 100}", "", Role.Resident);

    /// <summary>Far enough from each other that each opens an item.</summary>
    private static FileReport NewReport(int n) => new($"r-{n}", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
        GeoPoint.FromDegrees(120 + n % 64 * 0.01, 36 + n / 64 * 0.01), null, null);

    private static async Task<(double Batch, double Report)> ChildAsync(string how)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["indexes-of", how]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var said = (await child.StandardOutput.ReadToEndAsync()).Trim().Split('\n')[^1].Split(' ');
        await child.WaitForExitAsync();
        if (child.ExitCode != 0) throw new InvalidOperationException($"'{how}' failed.");
        return (double.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture));
    }
}
