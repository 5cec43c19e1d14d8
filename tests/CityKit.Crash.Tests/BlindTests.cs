using CityKit.AlertDesk;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Timeline;
using CityKit.Sqlite;
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
        await using (var driver = await Driver.StartAsync(scenario, folder.Data, new DriverOptions(Recorded: false), new NoStory(), CancellationToken.None))
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

    private static async Task<List<Finding>> FindingsAsync(string path)
    {
        await using var store = new SqliteCityStore(path);
        SQLitePCL.Batteries_V2.Init();
        await store.OpenAsync(CancellationToken.None);
        return await store.ReadFindingsAsync(CancellationToken.None).ToListAsync();
    }
}
