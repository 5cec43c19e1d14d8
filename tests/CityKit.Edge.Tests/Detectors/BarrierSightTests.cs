using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using NodaTime;

namespace CityKit.Edge.Tests.Detectors;

/// <summary>Flicker that lasts: what each reason needs, and the word when it does not suffice.</summary>
public sealed class BarrierSightTests
{
    private const long Millisecond = 1_000_000;
    private const long Minute = 60_000 * Millisecond;
    private const long Hour = 60 * Minute;
    private static readonly BarrierOptions Pair = new(SensorName.Parse("canopy"), "upper", "lower", 2_000);
    private readonly EventLog log = new();
    private readonly List<(int Beam, bool Dark, long At)> edges = [];
    private readonly IDetector detector = Pair.CreateDetector();

    [Fact]
    public void OnTime_FlakesInBothBeams_IsSnowUntilFiveQuietMinutes()
    {
        Flicker(0, Minute, 31 * Minute, every: 4_000, dark: 20);
        Flicker(1, Minute + 2_000 * Millisecond, 31 * Minute, every: 4_000, dark: 20);
        Play(null, Hour);
        Assert.Equal(["10 1 5 snow", "35 0 25 snow"], Blindness());
    }

    [Fact]
    public void OnTime_DropsInBothBeams_IsUnknown()
    {
        Flicker(0, Minute, 31 * Minute, every: 1_000, dark: 2);
        Flicker(1, Minute + 500 * Millisecond, 31 * Minute, every: 1_000, dark: 2);
        Play(null, Hour);
        Assert.Equal(["10 1 5 unknown", "40 0 30 unknown"], Blindness());
    }

    [Fact]
    public void OnTime_OneBeamDarkerAndDarkerWhileTheOtherIsQuiet_IsFilm()
    {
        for (var i = 0; i < 12; i++)
            Flicker(0, i * 5 * Minute + 1, (i + 1) * 5 * Minute - 5_000 * Millisecond, every: 4_000, dark: 100 * (i + 1));
        Play(null, 2 * Hour);
        Assert.Equal(["10 1 5 unknown", "30 0 20 unknown", "30 1 0 film", "65 0 35 film"], Blindness());
    }

    [Fact]
    public void OnTime_OneBeamEquallyDark_StaysUnknown()
    {
        Flicker(0, 1, Hour, every: 4_000, dark: 100);
        Play(null, 2 * Hour);
        Assert.Equal(["10 1 5 unknown", "65 0 55 unknown"], Blindness());
    }

    [Fact]
    public void OnTime_FiveMinutesOfFlicker_IsNoBlindness()
    {
        Flicker(0, 1, 5 * Minute - 5_000 * Millisecond, every: 1_000, dark: 100);
        Play(null, Hour);
        Assert.Empty(Blindness());
    }

    /// <summary>07:00 to 07:20 each day, the sun four minutes later from one day to the next.</summary>
    [Fact]
    public void OnTime_OneBeamAtTheSameTimeOnTheThirdDay_IsLowSun()
    {
        for (var day = 0; day < 4; day++)
            Flicker(1, day * 24 * Hour + day * 4 * Minute + 1, day * 24 * Hour + day * 4 * Minute + 20 * Minute, every: 3_000, dark: 300);
        Play(Instant.FromUtc(2026, 11, 20, 23, 0), 5 * 24 * Hour);
        var reasons = Blindness().Where(b => b.Split(' ')[1] == "1").Select(b => b.Split(' ')[3]).ToArray();
        Assert.Equal(["unknown", "unknown", "low-sun", "low-sun"], reasons);
    }

    [Fact]
    public void OnTime_SameTimeEachDayWithoutAClock_IsUnknown()
    {
        for (var day = 0; day < 4; day++) Flicker(1, day * 24 * Hour + 1, day * 24 * Hour + 20 * Minute, every: 3_000, dark: 300);
        Play(null, 5 * 24 * Hour);
        Assert.All(Blindness(), b => Assert.EndsWith("unknown", b, StringComparison.Ordinal));
    }

    [Fact]
    public void OnTime_SameTimeEachNight_IsNoSun()
    {
        for (var day = 0; day < 4; day++) Flicker(1, day * 24 * Hour + 1, day * 24 * Hour + 20 * Minute, every: 3_000, dark: 300);
        Play(Instant.FromUtc(2026, 11, 20, 15, 0), 5 * 24 * Hour);
        Assert.DoesNotContain(Blindness(), b => b.EndsWith("low-sun", StringComparison.Ordinal));
    }

    [Fact]
    public void OnTime_AnyBlindness_LowersTheAvailabilityByAsMuch()
    {
        Flicker(0, Hour + 1, 2 * Hour, every: 4_000, dark: 100);
        Play(Instant.FromUtc(2026, 11, 20, 16, 0), 25 * Hour);
        var reading = Assert.Single(log.Events, e => e.Kind == EventKind.Reading);
        Assert.Equal((24 * Hour, 86_400L), (reading.Nanoseconds, reading.Fields.NumberOf("coveredS")));
        // from 01:10, when it was known, to 02:05, when five quiet minutes were over
        Assert.Equal(55 * 60, reading.Fields.NumberOf("blindS"));
    }

    [Fact]
    public void OnBlind_WhileBlind_EndsThereAndNotLater()
    {
        Flicker(0, 1, 20 * Minute, every: 4_000, dark: 100);
        detector.Start(0, [false, false], log);
        foreach (var (beam, dark, at) in edges) detector.OnEdge(beam, dark, at, 0, log);
        detector.OnBlind(21 * Minute, 30 * Minute, [false, false], log);
        detector.OnTime(2 * Hour, log);
        Assert.Equal(["10 1 5 unknown", "21 0 11 unknown"], Blindness());
    }

    private void Flicker(int beam, long from, long to, int every, int dark)
    {
        for (var at = from; at < to; at += every * Millisecond) edges.AddRange([(beam, true, at), (beam, false, at + dark * Millisecond)]);
    }

    private void Play(Instant? zero, long until)
    {
        detector.Start(0, [false, false], log);
        if (zero is { } known) detector.OnClock(0, known, log);
        foreach (var (beam, dark, at) in edges.OrderBy(e => e.At)) detector.OnEdge(beam, dark, at, 0, log);
        detector.OnTime(until, log);
    }

    /// <summary>Minute, value, minutes covered, reason.</summary>
    private string[] Blindness() =>
        [.. log.Events.Where(e => e.Kind == EventKind.Blind)
            .Select(e => $"{e.Nanoseconds / Minute} {e.Value} {e.Span / Minute} {e.Fields.TextOf("reason")}")];
}
