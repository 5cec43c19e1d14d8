using CityKit.Samples.Compound.Scenarios;
using NodaTime;

namespace CityKit.Samples.Compound.Driving;

/// <summary>
/// The handshakes of a scenario: every multiple of its step, and shortly after each scripted moment. The same in every run, whatever is
/// killed in between.
/// </summary>
internal static class Schedule
{
    /// <summary>All handshakes after a moment, in order; the last is the scenario's end.</summary>
    public static IEnumerable<Instant> After(Scenario scenario, Instant after) => Of(scenario).Where(t => t > after);

    private static SortedSet<Instant> Of(Scenario scenario)
    {
        var moments = new SortedSet<Instant>(scenario.Moments().Select(m => m + scenario.Settle).Where(m => m < scenario.End))
        {
            scenario.End,
        };
        for (var at = scenario.Start + scenario.Step; at < scenario.End; at += scenario.Step) moments.Add(at);
        return moments;
    }
}
