using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Contacts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CityKit.Edge.Tests.Detectors;

/// <summary>What holds for any edges at all.</summary>
public sealed class HeldContactTests
{
    private static readonly SensorName Sensor = SensorName.Parse("s");

    [Property(MaxTest = 300)]
    public Property OnEdge_AnyEdges_OnAndOffTakeTurnsAndOffKeepsItsDelay()
    {
        return Prop.ForAll(Edges(), edges =>
        {
            var log = Play(new HeldContactOptions(Sensor, "a", HeldContactKind.Occupancy)
            {
                OnDelay = Duration.FromMilliseconds(15), OffDelay = Duration.FromMilliseconds(300),
            }.CreateDetector(), edges);
            var turns = log.Events.Select((e, i) => e.Value == (i + 1) % 2).All(x => x);
            var kept = log.Events.Where(e => e.Value == 0)
                .All(e => edges.All(edge => edge.At <= e.Nanoseconds - 300_000_000 || edge.At >= e.Nanoseconds));
            return (turns && kept).Label(log.Text);
        });
    }

    [Property(MaxTest = 300)]
    public Property OnEdge_AnyPresses_EachCallEndsAndCountsItsPresses()
    {
        return Prop.ForAll(Edges(), edges =>
        {
            var log = Play(new AlarmKeyOptions(Sensor, "a")
            {
                Hold = Duration.FromMilliseconds(20), ResetAfter = Duration.FromSeconds(1), StuckAfter = Duration.FromHours(1),
            }.CreateDetector(), [.. edges, (false, edges.LastOrDefault().At + 1)]);
            var calls = log.Events.Where(e => e.Kind == EventKind.Contact).ToArray();
            var paired = calls.Length % 2 == 0 && calls.Select((e, i) => e.Value == (i + 1) % 2).All(x => x);
            return (paired && calls.Where(e => e.Value == 0).All(e => e.Fields.NumberOf("presses") >= 1)).Label(log.Text);
        });
    }

    [Property(MaxTest = 300)]
    public Property OnEdge_AnyEdges_FaultsOfALineBeginAndEndInTurn()
    {
        return Prop.ForAll(Edges(), edges =>
        {
            var options = new LineWatchOptions(Sensor, "a")
            {
                StuckAfter = Duration.FromSeconds(1), SilentAfter = Duration.FromSeconds(2), MostEdgesPerMinute = 5,
            };
            var log = Play(options.CreateDetector(), edges);
            return log.Events.GroupBy(e => e.Fields.TextOf("reason")).All(g => g.Select((e, i) => e.Value == (i + 1) % 2).All(x => x))
                .Label(log.Text);
        });
    }

    [Fact]
    public void CreateDetector_NothingThatEndsACall_SaysWhatToGive() =>
        Assert.Contains("reset line", Assert.Throws<ArgumentException>(() => new AlarmKeyOptions(Sensor, "a").CreateDetector()).Message,
            StringComparison.Ordinal);

    private static EventLog Play(IDetector detector, IReadOnlyList<(bool Active, long At)> edges)
    {
        var log = new EventLog();
        detector.Start(0, [false, false], log);
        foreach (var (active, at) in edges) detector.OnEdge(0, active, at, 0, log);
        detector.OnTime((edges.Count > 0 ? edges[^1].At : 0) + 600_000_000_000, log);
        return log;
    }

    private static Arbitrary<(bool Active, long At)[]> Edges()
    {
        var gap = Gen.Frequency((5, Gen.Choose(1, 40)), (3, Gen.Choose(100, 900)), (1, Gen.Choose(1_000, 60_000)));
        return Gen.Elements(false, true).SelectMany(active => gap.Select(ms => (active, ms))).ArrayOf().Select(Timed).ToArbitrary();
    }

    private static (bool Active, long At)[] Timed((bool Active, int Milliseconds)[] steps)
    {
        var at = 0L;
        return [.. steps.Select(s => (s.Active, at += s.Milliseconds * 1_000_000L))];
    }
}
