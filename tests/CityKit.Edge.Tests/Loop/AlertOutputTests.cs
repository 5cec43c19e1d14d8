using System.Text;
using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Loop;

/// <summary>A siren for smoke and a gate that opens for it, through clearing, time, maintenance, restarts and a relay that is gone.</summary>
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
        SensorRegister.Of([new Sensor { Key = new SensorKey(Samples.Device, Smoke), Quantity = Quantity.Parse("smoke"), Unit = "", ValidFrom = Samples.Zero - Duration.FromDays(1) }]));

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
        await using var rig = Rig(siren, Samples.Boot, EventFlags.Test, On(10), Off(12));
        await rig.MoveTo(13 * Minute);
        Assert.Empty(siren.History);
        Assert.Contains(Events(outbox, Lane.Alarm), e => e.Kind == EventKind.AlertRaised);
    }

    [Theory]
    [InlineData(1, 16)] // the same boot: three minutes were over
    [InlineData(2, 23)] // another boot, from its minute 18 on
    public async Task Run_StartedAgainWhileTheAlertStands_GoesOn(int boot, int endMinute)
    {
        using (var before = new SimulatedOutputLine("siren"))
        {
            await using var rig = Rig(before, On(10));
            await rig.MoveTo(13 * Minute);
        }
        using var siren = new SimulatedOutputLine("siren");
        await using var again = boot == 1 ? Rig(siren, On(10)) : Rig(siren, new BootId((ulong)boot), EventFlags.None, On(18));
        await again.MoveTo((endMinute - 2) * Minute);
        Assert.True(siren.IsActive);
        await again.MoveTo((endMinute + 1) * Minute);
        Assert.Equal([true, false], siren.History);
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
        Assert.Equal((SensorName.Device, 1L, "output", "siren"), (fault.Sensor, fault.Value, fault.Fields.TextOf("reason"), fault.Fields.TextOf("detail")));
    }

    [Theory]
    [InlineData("sirene", "smoke", "sirene")]
    [InlineData("siren", "smok", "Did you mean 'smoke'?")]
    [InlineData("siren", "elsewhere", "runs on the edge: smoke")]
    public void Construct_WhatIsNotThere_IsTheCallersBug(string output, string rule, string says)
    {
        using var siren = new SimulatedOutputLine("siren");
        var thrown = Assert.Throws<ArgumentException>(() => { _ = Rig([new AlertDrive(output, [rule], Duration.FromMinutes(1))], siren, Samples.Boot, EventFlags.None); });
        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
    }

    private static RecordedEdge On(int minute) => new(0, true, minute * Minute);

    private static RecordedEdge Off(int minute) => new(0, false, minute * Minute);

    private LoopRig Rig(IOutputLine siren, params RecordedEdge[] edges) => Rig(siren, Samples.Boot, EventFlags.None, edges);

    private LoopRig Rig(IOutputLine siren, BootId boot, EventFlags marks, params RecordedEdge[] edges) => Rig([Siren], siren, boot, marks, edges);

    private LoopRig Rig(AlertDrive[] drives, IOutputLine siren, BootId boot, EventFlags marks, params RecordedEdge[] edges) =>
        new(outbox, new RecordedLineSource(boot, ["smoke"], edges), [() => new ContactDetector(new ContactOptions(Smoke, "smoke"))], rules: Rules, outputs: [siren], drives: drives, marks: marks);
}
