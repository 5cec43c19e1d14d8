using System.Globalization;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Shared.PostgreSql;
using NodaTime;
using Xunit.Abstractions;

namespace CityKit.Crash.Tests;

/// <summary>
/// Two real processes, real SQLite files or a real PostgreSQL server, SIGKILL or an immediate stop at random moments: the story must end
/// as if nothing had happened, no event lost or doubled.
/// CITYKIT_KILLS (default 10) says how many kills, CITYKIT_SEED repeats a run.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = Number("CITYKIT_KILLS", 10);
    private static readonly int Seed = Number("CITYKIT_SEED", Random.Shared.Next());

    [Fact]
    public async Task Compound_EdgeHubOrBothKilledAtRandomMoments_EndsAsTheUninterruptedRun() =>
        await KillAsync(TestScenario.Read(), await Run.Undisturbed, HubStore.File);

    /// <summary>The first day of the story: a server that crashed takes a second or two to be there again.</summary>
    [PostgresFact]
    public async Task Compound_EdgeHubAndPostgreSqlKilledAtRandomMoments_EndsAsTheUninterruptedRun()
    {
        using var server = new PrivatePostgres();
        var scenario = TestScenario.Read();
        var day = scenario with { End = scenario.Start + Duration.FromDays(1) };
        await KillAsync(day, await Run.ToTheEndAsync(day, killer: null, HubStore.File), HubStore.In(server), server);
    }

    private async Task KillAsync(Scenario scenario, Played expected, HubStore store, PrivatePostgres? server = null)
    {
        var (undisturbed, _, readings) = expected;
        Assert.Contains("\"item\"", undisturbed, StringComparison.Ordinal);
        var random = new Random(Seed);
        var done = 0;
        for (var round = 1; done < Kills; round++)
        {
            var killer = new Killer(random, Kills - done, server);
            var (export, totals, read) = await Run.ToTheEndAsync(scenario, killer, store);
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
        var (first, _, readings) = await Run.Undisturbed;
        var (second, _, readAgain) = await Run.ToTheEndAsync(TestScenario.Read(), killer: null, HubStore.File);
        Assert.Equal(first, second);
        Assert.Equal(readings, readAgain);
        Assert.NotEmpty(readings);
        Assert.Contains("\"item\"", first, StringComparison.Ordinal);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
