using System.Text;
using CityKit.Core;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Loop;

/// <summary>
/// A siren for smoke and a gate that opens for it, through clearing, time, maintenance, restarts and a relay that is gone.
/// </summary>
public sealed class AlertOutputTests : IDisposable
{
    private static readonly SensorName Smoke = SensorName.Parse("smoke");

    private static readonly LocalRules Rules = new(
        RuleSet.Parse(Encoding.UTF8.GetBytes("""
            {"version": 1, "rules": [
              {"id": "smoke", "where": "edge", "sensors": {"sensor": "smoke"}, "when": {"kind": "match", "event": "contact"}, "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}}},
              {"id": "elsewhere", "where": "hub", "sensors": {"sensor": "smoke"}, "when": {"kind": "match", "event": "contact"}, "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}}}
            ]}
            """), out _)!,
        SensorRegister.Of([new Sensor
        {
            Key = new SensorKey(Samples.Device, Smoke), Quantity = Quantity.Parse("smoke"), Unit = "",
            ValidFrom = Samples.Zero - Duration.FromDays(1),
        }]));

    private static readonly AlertDrive Siren = new("siren", ["smoke"], Duration.FromMinutes(5));
    private readonly TempFolder folder = new();
    private readonly EventOutbox outbox;

    public AlertOutputTests() => outbox = Samples.Open(folder);

    public void Dispose()
    {
        outbox.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // a gate held shut by current opens when the current goes
    public async Task Run_AlertStandsAndClears_LeavesTheSafeStateMeanwhile(bool safeState)
    {
        using var siren = new SimulatedOutputLine("siren", safeState);
        await using var rig = Rig(siren, On(10), Off(12));
        await rig.MoveTo(10 * Minute - 1);
        Assert.Equal(safeState, siren.IsActive);
        await rig.MoveTo(11 * Minute);
        Assert.Equal(!safeState, siren.IsActive);
        await rig.MoveTo(13 * Minute);
        Assert.Equal([!safeState, safeState], siren.History);
    }

    [Fact]
    public async Task Run_AlertStandsForHours_GoesBackAfterItsTimeAndComesWithTheNextAlert()
    {
        using var siren = new SimulatedOutputLine("siren");
        await using var rig = Rig(siren, On(10), Off(200), On(300));
        await rig.MoveTo(15 * Minute - Second);
        Assert.True(siren.IsActive);
        await rig.MoveTo(16 * Minute);
        Assert.Equal([true, false], siren.History);
        await rig.MoveTo(301 * Minute);
        Assert.Equal([true, false, true], siren.History);
    }

    [Fact]
    public async Task Run_EventsMarkedTest_SwitchNothing()
    {
        using var siren = new SimulatedOutputLine("siren");
        await using var rig = Rig([Siren], siren, new RecordedLineSource(Samples.Boot, ["smoke"], [On(10), Off(12)]), EventFlags.Test);
        await rig.MoveTo(13 * Minute);
        Assert.Empty(siren.History);
        Assert.Contains(Events(outbox, Lane.Alarm), e => e.Kind == EventKind.AlertRaised);
    }

    [Fact]
    public async Task Run_StartedAgainWhileTheAlertStands_GoesOnForWhatIsLeft()
    {
        await RunUntilAsync(13, Siren);
        using var siren = new SimulatedOutputLine("siren");
        await using var again = Rig(siren, On(10));
        await again.MoveTo(15 * Minute - Second);
        Assert.True(siren.IsActive);
        await again.MoveTo(16 * Minute);
        Assert.Equal([true, false], siren.History);
    }

    [Fact]
    public async Task Run_RebootedWhileTheAlertStands_GoesOnForTheWholeTime()
    {
        await RunUntilAsync(13, Siren);
        using var siren = new SimulatedOutputLine("siren");
        await using var again = Rebooted(siren, 18);
        await again.MoveTo(23 * Minute - Second);
        Assert.True(siren.IsActive);
        await again.MoveTo(24 * Minute);
        Assert.Equal([true, false], siren.History);
    }

    [Fact]
    public async Task Run_DriveTakenOutAndPutBack_DoesNotRememberTheAlertOfThen()
    {
        await RunUntilAsync(13, Siren);
        await RunUntilAsync(15);
        using var siren = new SimulatedOutputLine("siren");
        await using var again = Rebooted(siren, 18);
        await again.MoveTo(20 * Minute);
        Assert.Empty(siren.History);
    }

    [Fact]
    public async Task Run_OutputRefuses_IsAFaultOfTheDeviceAndTheAlertGoesOut()
    {
        using var siren = new SimulatedOutputLine("siren");
        siren.Break();
        await using var rig = Rig(siren, On(10));
        await rig.MoveTo(13 * Minute);
        var told = Events(outbox, Lane.Alarm);
        Assert.Contains(told, e => e.Kind == EventKind.AlertRaised);
        var fault = Assert.Single(told, e => e.Kind == EventKind.Fault);
        Assert.Equal((SensorName.Device, 1L, "output", "siren"),
            (fault.Sensor, fault.Value, fault.Fields.TextOf("reason"), fault.Fields.TextOf("detail")));
    }

    [Fact]
    public void Take_AnAlertRaisedLongAgo_DrivesForItsTimeFromNow()
    {
        using var siren = new SimulatedOutputLine("siren");
        var outputs = new AlertOutputs([Siren], new OutputBoard([siren], () => 0, NullLogger.Instance));
        outputs.Apply(60 * Minute);
        outputs.Take(new CityEvent(EventKind.AlertRaised, Smoke, new DeviceTime(1, 0), 1)
        {
            Fields = EventFields.Of(new EventField("rule", "smoke")),
        });
        outputs.Apply(61 * Minute);
        Assert.True(siren.IsActive);
        outputs.Apply(65 * Minute);
        Assert.False(siren.IsActive);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_RuleIsSuspended_SwitchesNothingUntilItsEndAndTellsTheHubAllTheSame(bool restarted)
    {
        var rules = Rules with { Suspensions = [new Suspension(Samples.Zero, Samples.Zero + Duration.FromMinutes(20)) { Rule = "smoke" }] };
        if (restarted)
        {
            using var before = new SimulatedOutputLine("siren");
            await using var first = Rig([Siren], before, new RecordedLineSource(Samples.Boot, ["smoke"], [On(10)]), EventFlags.None, rules);
            await first.MoveTo(13 * Minute);
            Assert.Empty(before.History);
        }
        using var siren = new SimulatedOutputLine("siren");
        await using var rig = Rig([Siren], siren, new RecordedLineSource(Samples.Boot, ["smoke"], [On(10)]), EventFlags.None, rules);
        await rig.MoveTo(20 * Minute - Second);
        Assert.Empty(siren.History);
        Assert.Contains(Events(outbox, Lane.Alarm), e => e.Kind == EventKind.AlertRaised);
        await rig.MoveTo(25 * Minute - Second);
        Assert.Equal([true], siren.History);
        await rig.MoveTo(26 * Minute);
        Assert.Equal([true, false], siren.History);
    }

    [Fact]
    public async Task Run_AlertStandsWhenASuspensionBegins_IsSilentMeanwhile()
    {
        var rules = Rules with { Suspensions = [new Suspension(At(12), At(14)) { Rule = "smoke", Source = Samples.Device.Value }] };
        using var siren = new SimulatedOutputLine("siren");
        await using var rig = Rig([Siren], siren, new RecordedLineSource(Samples.Boot, ["smoke"], [On(10)]), EventFlags.None, rules);
        await rig.MoveTo(11 * Minute);
        Assert.True(siren.IsActive);
        await rig.MoveTo(13 * Minute);
        Assert.Equal([true, false], siren.History);
        await rig.MoveTo(15 * Minute);
        Assert.Equal([true, false, true], siren.History);
    }

    private static Instant At(int minute) => Samples.Zero + Duration.FromMinutes(minute);

    [Theory]
    [InlineData("sirene", "smoke", "sirene")]
    [InlineData("siren", "smok", "Did you mean 'smoke'?")]
    [InlineData("siren", "elsewhere", "runs on the edge: smoke")]
    public void Construct_WhatIsNotThere_IsTheCallersBug(string output, string rule, string says)
    {
        using var siren = new SimulatedOutputLine("siren");
        var thrown = Assert.Throws<ArgumentException>(() =>
        {
            _ = Rig([new AlertDrive(output, [rule], Duration.FromMinutes(1))], siren,
                new RecordedLineSource(Samples.Boot, ["smoke"], []), EventFlags.None);
        });
        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
    }

    private async Task RunUntilAsync(int minute, params AlertDrive[] drives)
    {
        using var siren = new SimulatedOutputLine("siren");
        await using var rig = Rig(drives, siren, new RecordedLineSource(Samples.Boot, ["smoke"], [On(10)]), EventFlags.None);
        await rig.MoveTo(minute * Minute);
    }

    /// <summary>Another boot, in which there was smoke from the start.</summary>
    private LoopRig Rebooted(IOutputLine siren, int minute) =>
        Rig([Siren], siren, new RecordedLineSource(new BootId(2), ["smoke"], [], minute * Minute, [true]), EventFlags.None);

    private static RecordedEdge On(int minute) => new(0, true, minute * Minute);

    private static RecordedEdge Off(int minute) => new(0, false, minute * Minute);

    private LoopRig Rig(IOutputLine siren, params RecordedEdge[] edges) =>
        Rig([Siren], siren, new RecordedLineSource(Samples.Boot, ["smoke"], edges), EventFlags.None);

    private LoopRig Rig(AlertDrive[] drives, IOutputLine siren, RecordedLineSource source, EventFlags marks, LocalRules? rules = null) =>
        new(outbox, source, [() => new ContactDetector(new ContactOptions(Smoke, "smoke"))], rules: rules ?? Rules, outputs: [siren],
            drives: drives, marks: marks);
}
