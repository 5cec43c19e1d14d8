using System.Globalization;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using Xunit.Abstractions;

namespace CityKit.Crash.Tests;

/// <summary>
/// Two real processes, real SQLite files, SIGKILL at random moments: the story must end as if nothing had happened.
/// CITYKIT_KILLS (default 10) says how many kills, CITYKIT_SEED repeats a run.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = Number("CITYKIT_KILLS", 10);
    private static readonly int Seed = Number("CITYKIT_SEED", Random.Shared.Next());

    [Fact]
    public async Task Compound_EdgeHubOrBothKilledAtRandomMoments_EndsAsTheUninterruptedRun()
    {
        var scenario = TestScenario.Read();
        var (undisturbed, _, readings) = await Run.ToTheEndAsync(scenario, killer: null, HubStore.File);
        var random = new Random(Seed);
        var done = 0;
        for (var round = 1; done < Kills; round++)
        {
            var killer = new Killer(random, Kills - done);
            var (export, totals, read) = await Run.ToTheEndAsync(scenario, killer, HubStore.File);
            done += killer.Done;
            output.WriteLine($"seed {Seed}, round {round}: {killer.Done} kills ({killer.Told}), {totals.EventsProduced} events");
            Assert.Equal(undisturbed, export);
            Assert.Equal(readings, read);
            Assert.Equal(totals.EventsProduced, totals.EventsAccepted);
            Assert.True(killer.Done > 0, $"no kill in round {round}; seed {Seed}");
        }
    }

    [Fact]
    public async Task Compound_RunTwice_ExportsTheSameBytes()
    {
        var scenario = TestScenario.Read();
        var (first, _, readings) = await Run.ToTheEndAsync(scenario, killer: null, HubStore.File);
        var (second, _, readAgain) = await Run.ToTheEndAsync(scenario, killer: null, HubStore.File);
        Assert.Equal(first, second);
        Assert.Equal(readings, readAgain);
        Assert.NotEmpty(readings);
        Assert.Contains("\"item\"", first, StringComparison.Ordinal);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
