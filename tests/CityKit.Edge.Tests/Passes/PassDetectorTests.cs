using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Tests.Passes;
using CityKit.Edge.Channels;
using CityKit.Edge.Detectors.Passes;
using CityKit.Edge.Tests.Detectors;
using NodaTime;

namespace CityKit.Edge.Tests.Passes;

/// <summary>A gate on the edge: a valid pass opens it once, and everything else is a Rejection with its reason.</summary>
public sealed class PassDetectorTests : IDisposable
{
    private const long Second = 1_000_000_000;
    private static readonly Instant Zero = GateWorld.Now - Duration.FromSeconds(100);
    private readonly GateWorld world = new();
    private readonly EventLog log = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void OnSample_AValidPass_OpensForThreeSecondsAndProvesWhoWasThere()
    {
        var detector = NewDetector();
        var text = world.Show();
        Scan(detector, text, 100 * Second);
        var opened = Assert.Single(log.Events);
        Assert.Equal((EventKind.Reading, 1L, "rider", "rider-station", 0L, 7L), (opened.Kind, opened.Value, opened.Fields.TextOf("type"),
            opened.Fields.TextOf("issuer"), opened.Fields.NumberOf("list"), opened.Fields.NumberOf("index")));
        Assert.Equal(PassCode.StepOf(GateWorld.Now), opened.Fields.NumberOf("step"));
        Assert.Equal(PassCode.Read(text, out _)!.Signature.ToArray(),
            System.Buffers.Text.Base64Url.DecodeFromChars(opened.Fields.TextOf("signature")));
        Assert.Equal(103 * Second, detector.Due);
        detector.OnTime(103 * Second, log);
        Assert.Equal([("gate", true), ("gate", false)], log.Switches);
        Assert.DoesNotContain("F-12", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void OnSample_TheSameCodeTwice_OpensOnce()
    {
        var detector = NewDetector();
        Scan(detector, world.Show(), 100 * Second);
        Scan(detector, world.Show(at: GateWorld.Now + Duration.FromSeconds(2)), 102 * Second); // the same step: shown twice, by two phones
        Assert.Equal("102000 Rejection 1 reason=used", log.Events[^1].ToString());
        Scan(detector, world.Show(at: GateWorld.Now + Duration.FromSeconds(30)), 130 * Second);
        Assert.Equal(EventKind.Reading, log.Events[^1].Kind);
    }

    [Fact] // decided with the events, so that a kill between two scans lets nobody in twice
    public void Load_AfterAReboot_StillKnowsWhatWasUsed()
    {
        var (before, after) = (NewDetector(), NewDetector(Zero + Duration.FromSeconds(100)));
        Scan(before, world.Show(), 100 * Second);
        Move(before, after);
        after.OnBlind(0, Second, [], log);
        Scan(after, world.Show(), 2 * Second);
        Assert.Equal("2000 Rejection 1 reason=used", log.Events[^1].ToString());
        Assert.Equal(("gate", false), log.Switches[^1]); // left open by what was killed
    }

    [Fact]
    public void OnSample_BeforeTheClockIsKnown_StaysShut()
    {
        var detector = new PassDetector(Options);
        Scan(detector, world.Show(), 100 * Second);
        Assert.Equal("100000 Rejection 1 reason=clock-in-doubt", log.Text);
        Assert.Empty(log.Switches);
    }

    [Theory]
    [InlineData("", "no-pass")]
    [InlineData("CKP1:AAA", "no-pass")]
    public void OnSample_WhatIsNoPass_IsRefusedWithNothingOfIt(string text, string reason)
    {
        Scan(NewDetector(), text, 100 * Second);
        Assert.Equal($"100000 Rejection 1 reason={reason}", log.Text);
    }

    [Fact]
    public void OnSample_AHundredWrongCodesInAMinute_AreThirtyRejections()
    {
        var detector = NewDetector();
        for (var i = 0; i < 100; i++) Scan(detector, "x", 120 * Second + i);
        Assert.Equal(30, log.Events.Count);
        Scan(detector, "x", 180 * Second);
        Assert.Equal(31, log.Events.Count);
    }

    [Fact]
    public void OnSwitched_WhatCannotBeSwitched_IsAFaultUntilItCan()
    {
        var detector = NewDetector();
        detector.OnSwitched("gate", true, 100 * Second, done: false);
        detector.OnSwitched("gate", false, 100 * Second, done: false);
        detector.OnTime(100 * Second, log);
        detector.OnSwitched("gate", true, 200 * Second, done: true);
        detector.OnTime(200 * Second, log);
        Assert.Equal("100000 Fault 1 reason=output detail=gate\n200000 Fault 0 reason=output detail=gate", log.Text);
    }

    [Fact]
    public void Save_WithAllThatMayBeUsed_FitsTheState()
    {
        var detector = NewDetector();
        for (var i = 0; i < 200; i++)
            Scan(detector,
                world.Show(world.Issue(pass => pass with { StatusIndex = i % 16, ValidUntil = pass.ValidUntil + Duration.FromSeconds(i) })),
                100 * Second);
        Assert.Contains("busy", log.Text, StringComparison.Ordinal);
        var writer = new WireWriter(new byte[4096]);
        detector.Save(ref writer);
        Assert.InRange(writer.Position, 1, 4096);
    }

    [Fact]
    public void Load_OfADamagedState_KeepsWhatItHad()
    {
        var detector = NewDetector();
        var reader = new WireReader([0x95, 0xa4, (byte)'c', (byte)'o', (byte)'d', (byte)'e', 1, 2, 3, 4]);
        detector.Load(ref reader);
        Assert.NotNull(reader.Error);
        Scan(detector, world.Show(), 100 * Second);
        Assert.Equal(EventKind.Reading, log.Events[^1].Kind);
    }

    private static PassOptions Options =>
        new(SensorName.Parse("gate-3"), "scanner", new PassGateOptions(GateWorld.Gate, ["rider"]), "gate");

    private PassDetector NewDetector(Instant? zero = null)
    {
        var detector = new PassDetector(Options);
        detector.OnClock(0, zero ?? Zero, log);
        return detector;
    }

    private void Scan(PassDetector detector, string text, long at) =>
        detector.OnSample(0, new ChannelRead(0) { Pass = new ScannedPass(text, world.Trust()) }, at, log);

    private static void Move(PassDetector from, PassDetector to)
    {
        var writer = new WireWriter(new byte[4096]);
        from.Save(ref writer);
        var reader = new WireReader(writer.Written);
        to.Load(ref reader);
        Assert.Null(reader.Error);
    }
}
