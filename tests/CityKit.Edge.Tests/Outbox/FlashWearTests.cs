using System.Text;
using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Tests.Shared;
using NodaTime;
using Xunit.Abstractions;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>How much of a flash card's life a device uses up, in virtual time; the figures stand in benchmarks/RESULTS.md.</summary>
public sealed class FlashWearTests(ITestOutputHelper output) : IDisposable
{
    private const int Meters = 8;
    private const int DayMinutes = 24 * 60;
    private const int HalfAnHour = 30; // between two pulses of a meter
    private const int Never = int.MaxValue; // nobody uses water
    private const string OwnNormal = "\"comparedWith\": \"normal\", \"below\": \"6 mad\", \"days\": 7";
    private readonly TempFolder folder = new();

    private static readonly string[] Names = [.. Enumerable.Range(0, Meters).Select(i => $"meter-{i}")];

    /// <summary>The windows of version 1 are exact, those of version 2 have 24 steps.</summary>
    private static LocalRules RulesOf(int version, string limit = "\"below\": \"10 L\"") => new(
        RuleSet.Parse(Encoding.UTF8.GetBytes($$"""
            {"version": {{version}}, "rules": [
              {"id": "little-water", "where": "edge", "sensors": {"quantity": "water"},
               "when": {"kind": "window", "over": "PT24H", {{limit}}},
               "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }
            ]}
            """), out _)!,
        SensorRegister.Of(Names.Select(name => new Sensor
        {
            Key = new SensorKey(Samples.Device, SensorName.Parse(name)), Quantity = Quantity.Parse("water"), Unit = "L", ValidFrom =
                Samples.Zero - Duration.FromDays(30),
        })));

    public void Dispose() => folder.Dispose();

    /// <summary>The rows that write most; the others in the long form.</summary>
    public static TheoryData<int, bool, int> DayWindows => LongForm.IsWanted
        ? new() { { HalfAnHour, false, 1 }, { Never, false, 1 }, { HalfAnHour, true, 1 }, { HalfAnHour, false, 2 }, { Never, false, 2 },
            { HalfAnHour, true, 2 } }
        : new() { { HalfAnHour, false, 1 }, { HalfAnHour, true, 2 } };

    /// <summary>
    /// What is normal is 7 windows of each hour of the day; in the long form beside it the same days under a fixed limit.
    /// </summary>
    public static TheoryData<string> Limits => LongForm.IsWanted ? [OwnNormal, "\"below\": \"10 L\""] : [OwnNormal];

    [Theory]
    [MemberData(nameof(DayWindows))]
    public async Task Run_EightMetersADayWithDayWindows_WritesAtMost30MegabytesInAll(int pulseMinutes, bool hubAnswers, int version)
    {
        using var outbox = Samples.Open(folder);
        var edges = Enumerable.Range(0, Meters).SelectMany(line => Pulses(line, pulseMinutes)).OrderBy(e => e.Nanoseconds).ToArray();
        await using var rig = new LoopRig(
            outbox,
            new RecordedLineSource(Samples.Boot, Names, edges),
            [.. Names.Select(Meter)],
            rules: RulesOf(version));
        var count = new FlashCount(folder.File("outbox.db"));
        for (var step = 1; step <= 2 * DayMinutes * 6; step++)
        {
            await rig.MoveTo(step * 10 * Second); // readings wait up to 10 s for each other
            count.Look();
            if (hubAnswers) Answer(outbox);
            count.Look();
            if (step == DayMinutes * 6) count.Restart(); // from here the windows are full
        }
        count.End();
        output.WriteLine(count.ToString());
        Assert.True(count.Commits >= DayMinutes, count.ToString());
        Assert.True(count.Bytes <= 30_000_000, count.ToString());
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Run_EightMetersADayWithTheirOwnNormal_WritesAtMost30MegabytesInAll(string limit)
    {
        const int Days = 9;
        using var outbox = Samples.Open(folder);
        var edges = Enumerable.Range(0, Meters).SelectMany(line => Pulses(line, HalfAnHour, Days)).OrderBy(e => e.Nanoseconds).ToArray();
        await using var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Names, edges), [.. Names.Select(Meter)],
            rules: RulesOf(2, limit));
        var count = new FlashCount(folder.File("outbox.db"));
        for (var minute = 1; minute <= Days * DayMinutes; minute++)
        {
            await rig.MoveTo(minute * Minute);
            Answer(outbox);
            if (minute < (Days - 1) * DayMinutes) continue;
            count.Look();
            if (minute == (Days - 1) * DayMinutes) count.Restart();
        }
        count.End();
        output.WriteLine(count.ToString());
        Assert.True(count.Commits >= DayMinutes, count.ToString());
        Assert.True(count.Bytes <= 30_000_000, count.ToString());
    }

    private static void Answer(EventOutbox outbox)
    {
        foreach (var lane in new[] { Lane.Alarm, Lane.Reading })
            while (outbox.NextBatch(lane, BatchLimits.Max) is { } batch) outbox.Synced(lane, batch.Last);
    }

    private static Func<IDetector> Meter(string name) => () => new PulseMeterDetector(new PulseMeterOptions(SensorName.Parse(name), name));

    private static IEnumerable<RecordedEdge> Pulses(int line, int everyMinutes, int days = 2)
    {
        if (everyMinutes == Never) yield break;
        for (var minute = line; minute < days * DayMinutes; minute += everyMinutes)
        {
            yield return new RecordedEdge(line, true, minute * Minute + (line + 1) * 5 * Second);
            yield return new RecordedEdge(line, false, minute * Minute + (line + 1) * 5 * Second + Second / 10);
        }
    }
}
