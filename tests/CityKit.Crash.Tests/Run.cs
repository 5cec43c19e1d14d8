using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.Timeline;

namespace CityKit.Crash.Tests;

/// <summary>One run of a scenario on a folder of its own.</summary>
internal static class Run
{
    /// <summary>Runs to the end, killed or not.</summary>
    internal static async Task<Played> ToTheEndAsync(Scenario scenario, Killer? killer, HubStore store)
    {
        using var folder = new TemporaryFolder();
        await using var driver = await Driver.StartAsync(scenario, folder.Data, store.Options, new NoStory(), CancellationToken.None);
        var killing = killer?.RunAsync(driver) ?? Task.CompletedTask;
        try
        {
            Assert.True(await driver.RunAsync(new Pace(Speed.Max, scenario.Start, TimeProvider.System), CancellationToken.None));
        }
        finally
        {
            killer?.Stop();
            await killing;
        }
        return new(Comparable(await driver.ExportAsync()), await driver.TotalsAsync(), await store.ReadingsAsync(folder.Data));
    }

    /// <summary>The whole story on a file, which nobody disturbs: played once for all tests that compare with it.</summary>
    internal static Task<Played> Undisturbed => Whole.Value;

    private static readonly Lazy<Task<Played>> Whole =
        new(() => ToTheEndAsync(TestScenario.Read(), killer: null, HubStore.File));

    private static string Comparable(string export) =>
        string.Join('\n', export.Split('\n').Where(line => !line.Contains("\"device-offline\"", StringComparison.Ordinal)));
}
