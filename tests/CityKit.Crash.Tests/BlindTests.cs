using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Journal;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.Timeline;
using CityKit.Sqlite;
using CityKit.Tests.Shared;
using NodaTime;

namespace CityKit.Crash.Tests;

/// <summary>A chip cannot be rewound: what nobody saw is said, and nothing is judged low over it.</summary>
public sealed class BlindTests
{
    [Fact]
    public async Task Chip_EdgeKilledWhileWaterRuns_LeavesABlindEventAndAnIncompleteWindow()
    {
        var scenario = TestScenario.Read();
        using var folder = new TemporaryFolder();
        await using (var driver = await Driver.StartAsync(
            scenario, folder.Data, new DriverOptions(Recorded: false), new NoStory(), CancellationToken.None))
        {
            var moments = Schedule.After(scenario, scenario.Start).TakeWhile(m => m <= scenario.Start + Duration.FromHours(3)).ToArray();
            foreach (var moment in moments)
            {
                var step = driver.StepAsync(moment);
                if (moment == moments[moments.Length / 2]) driver.Edge.Kill();
                await step;
            }
        }
        var findings = await FindingsAsync(folder.Data.HubDatabase);
        var blind = Assert.Single(findings, f => f.Code == "blind");
        Assert.True(blind.To > blind.From, $"blind from {blind.From} to {blind.To}");
        Assert.Contains(findings, f => f.Code == "incomplete" && f.Source.EndsWith("/water", StringComparison.Ordinal));
    }

    [Fact] // the driver was killed after the edge had gone on and before it noted so: the chip must not begin before what the device knows
    public async Task Chip_DriverKilledBeforeItNotedHowFar_PlaysNoMinuteTwice()
    {
        var scenario = TestScenario.Read();
        using var folder = new TemporaryFolder();
        var moments = Schedule.After(scenario, scenario.Start)
            .TakeWhile(m => m <= scenario.Start + Duration.FromHours(LongForm.Number(2, 3))).ToArray();
        for (var from = 0; from < moments.Length; from += 8)
        {
            var noted = File.Exists(folder.Data.Progress) ? await File.ReadAllBytesAsync(folder.Data.Progress) : [];
            await PlayAsync(scenario, folder, moments.Skip(Math.Max(0, from - 2)).Take(10)); // the driver is killed before it notes them
            if (noted.Length > 0) await File.WriteAllBytesAsync(folder.Data.Progress, noted);
            await PlayAsync(scenario, folder, moments.Skip(Math.Max(0, from - 2)).Take(1)); // and once more right after it is started again
            if (noted.Length > 0) await File.WriteAllBytesAsync(folder.Data.Progress, noted);
            await PlayAsync(scenario, folder, moments.Skip(Math.Max(0, from - 2)).Take(10));
        }
        var readings = await ReadingsAsync(folder.Data.HubDatabase);
        Assert.True(readings.Count > 100, $"{readings.Count} readings");
        Assert.Equal(readings.Count, readings.Distinct().Count());
    }

    private static async Task PlayAsync(Scenario scenario, TemporaryFolder folder, IEnumerable<Instant> moments)
    {
        await using var driver =
            await Driver.StartAsync(scenario, folder.Data, new DriverOptions(Recorded: false), new NoStory(), CancellationToken.None);
        foreach (var moment in moments) await driver.StepAsync(moment);
    }

    /// <summary>Sensor and device time of every reading in the journal.</summary>
    private static async Task<List<(SensorName, DeviceTime)>> ReadingsAsync(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        await using var store = new SqliteCityStore(path);
        store.OpenReadOnly([]);
        var batches = await store.ReadJournalAsync(0, CancellationToken.None).Where(e => e.Kind == JournalKind.Batch).ToListAsync();
        return [.. batches.SelectMany(
            e => BatchCodec.Decode(SignedBatch.Decode(e.Payload, out _)!.Batch, WireLimits.Default, out _)!.Events)
            .Select(e => e.Event!).Where(e => e.Kind == EventKind.Reading).Select(e => (e.Sensor, e.Time))];
    }

    private static async Task<List<Finding>> FindingsAsync(string path)
    {
        await using var store = new SqliteCityStore(path);
        SQLitePCL.Batteries_V2.Init();
        store.OpenReadOnly([FindingDocuments.Kind]);
        return await store.ReadFindingsAsync(CancellationToken.None).ToListAsync();
    }
}
