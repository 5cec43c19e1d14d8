using CityKit.Core;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Testing.Passages;
using CityKit.Edge.Tests.Detectors;

namespace CityKit.Edge.Tests.Simulation;

/// <summary>The barrier detector against synthetic passages (physics; there is no labelled recording to be had).</summary>
public sealed class PassageTests
{
    private const int Seed = 20261121;
    private const long Minute = 60_000_000_000;
    private static readonly BarrierOptions Barriers = new(SensorName.Parse("canopy"), "upper", "lower", 2_000);

    [Fact]
    public void OnEdge_ThousandFalls_SpeedWithinFivePercentAndBoundBelowTheDrop()
    {
        var random = new Random(Seed);
        var bounded = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var fall = RandomFall(random);
            var found = Assert.Single(Detect(fall, random), e => e.Kind == EventKind.Detection);
            Assert.True(Math.Abs(found.Value / 1e3 / fall.MeanSpeed - 1) <= 0.05,
                $"fall {i} of seed {Seed}: {found} against {fall.MeanSpeed} m/s of {fall}");
            if (found.Fields.NumberOf("minDropMm") <= fall.DropMetres * 1e3) bounded++;
        }
        Assert.True(bounded >= 999, $"seed {Seed}: {bounded} of 1,000 bounds hold");
    }

    [Fact]
    public void OnEdge_ThousandFalls_TheBoundSaysSomething()
    {
        var random = new Random(Seed);
        var shares = new List<double>();
        for (var i = 0; i < 1_000; i++)
        {
            var fall = RandomFall(random) with { TerminalSpeed = double.PositiveInfinity, InitialSpeed = 0 };
            shares.Add(Detect(fall, random)
                .Single(e => e.Kind == EventKind.Detection).Fields.NumberOf("minDropMm")!.Value / 1e3 / fall.DropMetres);
        }
        shares.Sort();
        Assert.InRange(shares[500], 0.6, 1.0); // without drag and throw, the middle bound is over 60 % of the true drop
    }

    public static TheoryData<string, string> Disturbers() => new()
    {
        { "bird down", "too-slow too-long" },
        { "bird up", "upward too-long" },
        { "rain", "single-beam" },
        { "ball", "upward too-slow" }, // one thrown just above the upper beam comes down slower than a fall,
        { "fog", "too-long" },
        { "stuck", "too-long" },
    };

    [Theory]
    [MemberData(nameof(Disturbers))]
    public void OnEdge_ThousandOfADisturber_NoneIsAFall(string kind, string reasons)
    {
        var random = new Random(Seed);
        for (var i = 0; i < 1_000; i++)
        {
            var passage = RandomDisturber(kind, random);
            var events = Detect(passage, random);
            Assert.True(events.All(e => e.Kind != EventKind.Detection), $"{i} of seed {Seed}: {passage} gave {string.Join("; ", events)}");
            Assert.All(events.Where(e => e.Kind == EventKind.Rejection),
                e => Assert.Contains(e.Fields.TextOf("reason")!, reasons.Split(' ')));
            Assert.NotEmpty(events);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void OnEdge_TenHoursOfRainOnBothBeams_NoDropsPairToAFall(double dropsPerSecond)
    {
        var random = new Random(Seed);
        var (detector, log) = (new BarrierDetector(Barriers), new EventLog());
        detector.Start(0, [false, false], log);
        foreach (var edge in Rain(0, dropsPerSecond, random).Concat(Rain(1, dropsPerSecond, random)).OrderBy(e => e.Nanoseconds))
            detector.OnEdge(edge.Beam, edge.Dark, edge.Nanoseconds, 0, log);

        Assert.DoesNotContain(log.Events, e => e.Kind == EventKind.Detection);
        Assert.InRange(log.Events.Count, 1, 7 * 600 + 7); // at most one event a minute for each of the reasons
    }

    [Fact]
    public void EdgesAt_SameSeed_GivesTheSameEdges()
    {
        var fall = RandomFall(new Random(1));
        Assert.Equal(fall.EdgesAt(Minute, new Random(7)), fall.EdgesAt(Minute, new Random(7)));
    }

    [Fact]
    public void EdgesAt_FallWithoutNoise_CrossesTheUpperBeamAtTheMoment()
    {
        var edges = new FallPassage(20, 2) { ObjectMetres = 0.1 }.EdgesAt(Minute, new Random(1));
        Assert.Equal([(0, true), (0, false), (1, true), (1, false)], edges.Select(e => (e.Beam, e.Dark)));
        Assert.InRange((edges[0].Nanoseconds + edges[1].Nanoseconds) / 2, Minute - 10_000, Minute + 10_000);
    }

    private static FallPassage RandomFall(Random random)
    {
        var terminal = 12 + 48 * random.NextDouble();
        return new FallPassage(2.8 + 96 * random.NextDouble(), 2)
        {
            TerminalSpeed = terminal,
            InitialSpeed = 5 * random.NextDouble(),
            ObjectMetres = 0.05 + 0.35 * random.NextDouble(),
            Tumbling = 0.6 * random.NextDouble(),
            OffCentreMetres = 0.02 * random.NextDouble(),
            TimingNoise = 0.0004 * random.NextDouble(),
        };
    }

    private static List<PassageEdge> Rain(int beam, double dropsPerSecond, Random random)
    {
        var edges = new List<PassageEdge>();
        for (var seconds = 60.0; seconds < 36_000; seconds -= Math.Log(1 - random.NextDouble()) / dropsPerSecond)
            edges.AddRange(new RainFlicker(beam, 1).EdgesAt((long)(seconds * 1e9), random));
        return edges;
    }

    private static IPassage RandomDisturber(string kind, Random random) => kind switch
    {
        "bird down" => new BirdPassage(2, 0.6 + 3 * random.NextDouble(), Upward: false) { ObjectMetres = 0.1 + 0.3 * random.NextDouble() },
        "bird up" => new BirdPassage(2, 0.6 + 9 * random.NextDouble(), Upward: true) { ObjectMetres = 0.1 + 0.3 * random.NextDouble() },
        "rain" => new RainFlicker(random.Next(2), 1 + random.Next(40)),
        "ball" =>
            new BallThrownUp(0.5 + 9 * random.NextDouble(), 2)
            {
                TerminalSpeed = 15 + 30 * random.NextDouble(), TimingNoise = 0.0004 * random.NextDouble(),
            },
        "fog" => new FogBank(200 + 7_000 * random.NextDouble()),
        _ => new StuckBeam(random.Next(2), 400 + 7_000 * random.NextDouble()),
    };

    private static List<LoggedEvent> Detect(IPassage passage, Random random)
    {
        var (detector, log) = (new BarrierDetector(Barriers), new EventLog());
        detector.Start(0, [false, false], log);
        foreach (var edge in passage.EdgesAt(Minute, random)) detector.OnEdge(edge.Beam, edge.Dark, edge.Nanoseconds, 0, log);
        detector.OnTime(180 * Minute, log);
        return log.Events;
    }
}
