using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Children;
using CityKit.Samples.Compound.Scenarios;
using NodaTime;

namespace CityKit.Samples.Compound.Driving;

/// <summary>
/// The time after the story: it goes on with the real clock, nobody is scripted any more, and what people at the desk want to happen does.
/// </summary>
internal sealed class AfterStory(Scenario scenario, Driver driver, OutsideWorld outside)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly Duration Soon = Duration.FromMilliseconds(100);

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(TimeProvider time, CancellationToken cancellation)
    {
        var (start, from) = (time.GetTimestamp(), driver.Reached);
        while (!cancellation.IsCancellationRequested)
        {
            var wanted = await driver.MoveAsync(from + Duration.FromTimeSpan(time.GetElapsedTime(start)));
            foreach (var demand in wanted) from += await LetAsync(demand);
            await Task.Delay(Between, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lets it happen.</summary>
    /// <returns>By how much time went on meanwhile.</returns>
    private async Task<Duration> LetAsync(Demand demand)
    {
        if (demand == Demand.GasTap) return await LetADayGoAsync();
        await driver.Edge.AskAsync(() => ControlMessage.Happen(demand, driver.Reached + Soon), CancellationToken.None);
        return Duration.Zero;
    }

    private async Task<Duration> LetADayGoAsync()
    {
        if (scenario.Gas is not { } gas) return Duration.Zero;
        var (from, until) = (driver.Reached, gas.NextDelivery(scenario, driver.Reached));
        for (var at = from + scenario.Step; at < until; at += scenario.Step) await driver.MoveAsync(at);
        await driver.MoveAsync(until);
        await outside.DeliverStillAsync(until, CancellationToken.None);
        return until - from;
    }
}
