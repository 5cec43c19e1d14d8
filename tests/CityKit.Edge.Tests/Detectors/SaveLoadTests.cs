using System.Text;
using CityKit.Core.Wire;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using FsCheck;
using FsCheck.Fluent;

namespace CityKit.Edge.Tests.Detectors;

/// <summary>A detector that was saved and loaded at any moment goes on as if nothing had happened.</summary>
public sealed class SaveLoadTests
{
    private static readonly string[] Sensors =
    [
        """{"name":"s","kind":"contact","line":"a","debounceMs":20,"flappingAfterS":1}""",
        """{"name":"s","kind":"pulse-meter","line":"a","deadTimeMs":5,"supervisionLine":"b"}""",
        """{"name":"s","kind":"external","line":"a","device":"d","channel":"c","holdOffS":1,"stuckAfterS":5}""",
        """{"name":"s","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"fogAfterS":10,"stuckAfterS":10,"clearAfterMs":500}""",
        """{"name":"s","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"moreBeams":[{"line":"c","spacingMm":2000},{"line":"d","spacingMm":3000}],"fogAfterS":10,"stuckAfterS":10,"clearAfterMs":500}""",
        """{"name":"s","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"clearAfterMs":500,"emitterTest":{"output":"t","everyMinutes":1}}""",
        """{"name":"s","kind":"occupancy","line":"a","onDelayMs":15,"offDelayMs":300}""",
        """{"name":"s","kind":"water-leak","line":"a","onDelayMs":20,"offDelayMs":200,"supervisionLine":"b","openWhen":"inactive"}""",
        """{"name":"s","kind":"alarm-key","line":"a","holdMs":20,"resetLine":"b","resetAfterS":1,"stuckAfterS":1}""",
        """{"name":"s","kind":"line-watch","line":"a","stuckAfterS":1,"mostEdgesPerMinute":10,"silentAfterS":2}""",
    ];

    public static TheoryData<string> Kinds() => [.. Sensors];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SaveAndLoad_AtEveryStepOfAnyEdges_GivesTheSameEvents(string sensor)
    {
        Prop.ForAll(Edges(), steps =>
        {
            var whole = Play(sensor, steps, reload: false);
            var interrupted = Play(sensor, steps, reload: true);
            return (whole == interrupted).Label($"whole:\n{whole}\ninterrupted:\n{interrupted}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OnTime_CalledAtAnyMomentInBetween_ChangesNothing(string sensor)
    {
        Prop.ForAll(Edges(), steps =>
        {
            var often = Play(sensor, steps, reload: false, everyMilliseconds: 7);
            return (Play(sensor, steps, reload: false) == often).Label(often);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_AStateCutOrOfAnotherKind_IsRefusedAndChangesNothing(string sensor)
    {
        var detector = Fresh(sensor);
        detector.Start(5, [true, true, true, true], new EventLog());
        var state = Saved(detector);
        for (var length = 0; length < state.Length; length++) AssertRefused(detector, state[..length], state);
        foreach (var other in Sensors.Where(o => Shape(o) != Shape(sensor))) AssertRefused(detector, Saved(Fresh(other)), state);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_AnyByteChanged_NeverThrows(string sensor)
    {
        var detector = Fresh(sensor);
        detector.Start(5, [true, true, true, true], new EventLog());
        var state = Saved(detector);
        for (var i = 0; i < state.Length * 255; i++)
        {
            var garbled = state.ToArray();
            garbled[i / 255] ^= (byte)(1 + i % 255);
            var reader = new WireReader(garbled);
            Fresh(sensor).Load(ref reader);
            Assert.True(reader.Position <= garbled.Length);
        }
    }

    private static Arbitrary<(int Line, bool Active, int Milliseconds, bool Missed)[]> Edges()
    {
        var gap = Gen.Frequency((6, Gen.Choose(0, 30)), (3, Gen.Choose(50, 400)), (1, Gen.Choose(1_000, 90_000)));
        var step = Gen.Choose(0, 3)
            .SelectMany(line => Gen.Elements(false, true)
                .SelectMany(active => gap.SelectMany(ms => Gen.Choose(0, 19).Select(missed => (line, active, ms, missed == 0)))));
        return step.ArrayOf().ToArbitrary();
    }

    private static string Play(string sensor, (int Line, bool Active, int Milliseconds, bool Missed)[] steps, bool reload,
        int everyMilliseconds = int.MaxValue)
    {
        var (detector, log, at) = (Fresh(sensor), new EventLog(), 0L);
        detector.Start(0, [false, true, false, false], log);
        foreach (var step in steps)
        {
            for (var ms = everyMilliseconds; ms < step.Milliseconds; ms += everyMilliseconds) detector.OnTime(at + ms * 1_000_000L, log);
            at += step.Milliseconds * 1_000_000L;
            if (reload) detector = Reloaded(sensor, detector);
            detector.OnEdge(step.Line % detector.Lines.Count, step.Active, at, step.Missed ? 3u : 0u, log);
            if (reload) detector = Reloaded(sensor, detector);
        }
        detector.OnTime(at + 600_000_000_000, log);
        return log.Text;
    }

    private static IDetector Fresh(string sensor)
    {
        var json = $$"""{"device":"d","lines":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}],"outputs":[{"name":"t","kind":"emitter-test"}],"sensors":[{{sensor}}]}""";
        return DetectorFactory.CreateAll(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json)).Configuration!.Sensors).Single();
    }

    private static IDetector Reloaded(string sensor, IDetector detector)
    {
        var fresh = Fresh(sensor);
        var reader = new WireReader(Saved(detector));
        fresh.Load(ref reader);
        Assert.True(reader.Error is null && reader.AtEnd, reader.Error?.ToString());
        return fresh;
    }

    private static byte[] Saved(IDetector detector)
    {
        var writer = new WireWriter(new byte[4096]);
        detector.Save(ref writer);
        return writer.Written.ToArray();
    }

    private static void AssertRefused(IDetector detector, byte[] bytes, byte[] stateBefore)
    {
        var reader = new WireReader(bytes);
        detector.Load(ref reader);
        Assert.NotNull(reader.Error);
        Assert.Equal(stateBefore, Saved(detector));
    }

    /// <summary>A barrier that gets or loses its emitter test keeps its state.</summary>
    private static string Shape(string sensor) =>
        sensor.Contains("barriers", StringComparison.Ordinal)
            ? "barriers " + sensor.Contains("moreBeams", StringComparison.Ordinal) : sensor;
}
