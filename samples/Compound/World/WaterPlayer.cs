using CityKit.Samples.Compound.Scenarios;
using NodaTime;

namespace CityKit.Samples.Compound.World;

/// <summary>
/// Turns litres a minute into pulses: one each time the running sum passes a pulse's worth, at the moment within the minute at which it
/// does.
/// </summary>
internal sealed class WaterPlayer(Scenario scenario, WaterScript water)
{
    private const long MinuteNanoseconds = 60_000_000_000;

    /// <summary>Adds the pulses of the whole scenario.</summary>
    public void Play(EdgeScript script)
    {
        var total = 0.0;
        foreach (var (minute, litres) in Minutes())
        {
            var flow = litres + BurstLitres(minute);
            PlayMinute(script, scenario.ToMonotonic(minute), total / water.LitresPerPulse, flow / water.LitresPerPulse);
            total += flow;
        }
    }

    private void PlayMinute(EdgeScript script, long start, double before, double pulses)
    {
        for (var next = Math.Floor(before) + 1; next <= before + pulses; next++)
            script.Pulse(water.Line, start + (long)((next - before) / pulses * MinuteNanoseconds), water.Pulse.ToInt64Nanoseconds());
    }

    private IEnumerable<(Instant Minute, double Litres)> Minutes()
    {
        foreach (var (local, values) in SourceTable.Read(water.File, water.SourceZone))
        {
            var minute = local.PlusWeeks(water.Weeks).InZoneLeniently(scenario.Zone).ToInstant();
            if (minute >= scenario.Start && minute < scenario.End) yield return (minute, values.Values.Sum());
        }
    }

    private double BurstLitres(Instant minute) =>
        water.Bursts.Where(b => minute >= b.At && minute < b.At + b.For).Sum(b => b.LitresPerMinute);
}
