using System.Text;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Tests.Support;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Loop;

public sealed class LocalRulesTests : IDisposable
{
    private static readonly SensorName Lamp = SensorName.Parse("lamp");
    private static readonly SensorKey Key = new(Samples.Device, Lamp);

    private static readonly LocalRules Rules = new(
        RuleSet.Parse(Encoding.UTF8.GetBytes("""
            {"version": 1, "rules": [
              {"id": "dark", "where": "edge", "sensors": {"device": "pi-01"}, "when": {"kind": "contact", "is": "active", "hold": "PT30M"}, "then": {"severity": "info", "title": {"zh": "灯不亮", "en": "Lamp dark"}}},
              {"id": "not-here", "where": "hub", "sensors": {"device": "pi-01"}, "when": {"kind": "contact", "is": "active", "hold": "PT1M"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}
            ]}
            """), out _)!,
        SensorRegister.Of([new Sensor
        {
            Key = Key, Quantity = Quantity.Parse("lamp-dark"), Unit = "", ValidFrom = Samples.Zero - Duration.FromDays(30),
        }]));

    private static readonly RecordedEdge[] Edges = [new(0, true, 10 * Minute), new(0, false, 55 * Minute)];
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_LampDarkForHalfAnHour_RaisesAndClearsOnTheDevice()
    {
        using var outbox = Samples.Open(folder);
        await using (var rig = Rig(outbox)) await rig.MoveTo(70 * Minute);
        AssertAlerts(Events(outbox, Lane.Alarm));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(41)]
    public async Task Run_StoppedInBetween_RaisesTheSameAlertOnce(int stopMinute)
    {
        using var outbox = Samples.Open(folder);
        await using (var rig = Rig(outbox)) await rig.MoveTo(stopMinute * Minute);
        await using (var rig = Rig(outbox)) await rig.MoveTo(70 * Minute);
        AssertAlerts(Events(outbox, Lane.Alarm));
    }

    [Fact]
    public async Task Run_AnAlertThatLasts_SaysItsSeverityAsTheSameAlertAgain()
    {
        var rules = RuleSet.Parse("""
            {"version": 2, "rules": [{"id": "dark", "where": "edge", "sensors": {"device": "pi-01"},
              "when": {"kind": "contact", "is": "active", "hold": "30 min"},
              "then": {"severity": "info", "title": {"zh": "灯不亮", "en": "Lamp dark"},
                "steps": [{"after": "5 min", "severity": "critical"}]}}]}
            """u8, out _)!;
        using var outbox = Samples.Open(folder);
        await using (var rig = Rig(outbox, new LocalRules(rules, Rules.Register))) await rig.MoveTo(70 * Minute);
        var alerts = Alerts(Events(outbox, Lane.Alarm));
        Assert.Equal([(EventKind.AlertRaised, 0L, 0L), (EventKind.AlertRaised, 2L, 1L), (EventKind.AlertCleared, 2L, 0L)],
            alerts.Select(e => (e.Kind, e.Fields.NumberOf("severity")!.Value, e.Fields.NumberOf("again")!.Value)));
        Assert.Equal(Samples.Zero.PlusNanoseconds(45 * Minute).ToUnixNanoseconds(), alerts[1].Fields.NumberOf("at"));
        Assert.Single(alerts.Select(e => e.Fields.NumberOf("raisedAt")).Distinct());
    }

    [Fact]
    public async Task Run_ClockNeverSet_JudgesOnTheBootsOwnTime()
    {
        using var outbox = Samples.Open(folder);
        var clock = new SettableClock();
        await using (var rig = Rig(outbox, clock)) await rig.MoveTo(70 * Minute);
        var alerts = Alerts(Events(outbox, Lane.Alarm));
        Assert.Equal([(EventKind.AlertRaised, 40 * Minute), (EventKind.AlertCleared, 55 * Minute)],
            alerts.Select(e => (e.Kind, e.Time.Nanoseconds)));
        Assert.All(alerts, e => Assert.Equal(("dark", null), (e.Fields.TextOf("rule"), e.Fields.NumberOf("raisedAt"))));
    }

    [Theory]
    [InlineData(20, 52)] // before the hold is over: it begins anew with the first event after the clock was seen set
    [InlineData(45, 40)] // while the alert is open: who raised it clears it, and nobody raises it again
    public async Task Run_ClockSetMeanwhile_RaisesAndClearsOnce(int minute, int raisedMinute)
    {
        using var outbox = Samples.Open(folder);
        var clock = new SettableClock();
        await using (var rig = Rig(outbox, clock))
        {
            await rig.MoveTo(minute * Minute);
            clock.Time = new WallTime(Samples.Zero.PlusNanoseconds(minute * Minute), ClockQuality.Synchronized);
            await rig.MoveTo((minute + 1) * Minute);
            await rig.MoveTo(70 * Minute);
        }
        var alerts = Alerts(Events(outbox, Lane.Alarm));
        Assert.Equal([(EventKind.AlertRaised, raisedMinute * Minute), (EventKind.AlertCleared, 55 * Minute)],
            alerts.Select(e => (e.Kind, e.Time.Nanoseconds)));
    }

    [Theory] // a battery clock that was wrong until the network set it: the hold begins again there, and nothing waits for the wrong time
    [InlineData(54 * 365)]
    [InlineData(1)]
    [InlineData(-20)]
    public async Task Run_ClockWasDaysOff_RulesGoOnAtOnce(int daysAhead)
    {
        using var outbox = Samples.Open(folder);
        var clock = new SettableClock { Time = new WallTime(Samples.Zero + Duration.FromDays(daysAhead), ClockQuality.RealTimeClock) };
        await using (var rig = Rig(outbox, clock))
        {
            await rig.MoveTo(14 * Minute);
            clock.Time = new WallTime(Samples.Zero.PlusNanoseconds(15 * Minute), ClockQuality.Synchronized);
            await rig.MoveTo(15 * Minute);
            await rig.MoveTo(70 * Minute);
        }
        var alerts = Alerts(Events(outbox, Lane.Alarm));
        Assert.Equal([EventKind.AlertRaised, EventKind.AlertCleared], alerts.Select(e => e.Kind));
        Assert.InRange(alerts[0].Time.Nanoseconds, 44 * Minute, 47 * Minute); // half an hour after the correction
        Assert.InRange(alerts[0].Fields.NumberOf("raisedAt")!.Value, Samples.Zero.ToUnixNanoseconds(),
            Samples.Zero.PlusNanoseconds(70 * Minute).ToUnixNanoseconds());
    }

    private static LoopRig Rig(Edge.Outbox.EventOutbox outbox, IWallClock clock) =>
        new(outbox, new RecordedLineSource(Samples.Boot, ["lamp"], Edges), [() => new ContactDetector(new ContactOptions(Lamp, "lamp"))],
            clock, rules: Rules);

    private static List<CityEvent> Alerts(List<CityEvent> alarms) =>
        [.. alarms.Where(e => e.Kind is EventKind.AlertRaised or EventKind.AlertCleared)];

    private sealed class SettableClock : IWallClock
    {
        internal WallTime Time { get; set; } = new(default, ClockQuality.Unknown);

        public WallTime Read() => Time;
    }

    private static LoopRig Rig(Edge.Outbox.EventOutbox outbox, LocalRules? rules = null) =>
        new(outbox,
            new RecordedLineSource(Samples.Boot, ["lamp"], Edges),
            [() => new ContactDetector(new ContactOptions(Lamp, "lamp"))],
            rules: rules ?? Rules);

    private static void AssertAlerts(List<CityEvent> alarms)
    {
        var raisedAt = Samples.Zero.PlusNanoseconds(40 * Minute);
        var alerts = Alerts(alarms);
        Assert.Equal([(EventKind.AlertRaised, 40 * Minute), (EventKind.AlertCleared, 55 * Minute)],
            alerts.Select(e => (e.Kind, e.Time.Nanoseconds)));
        Assert.All(alerts, e => Assert.Equal((Lamp, "dark", raisedAt.ToUnixNanoseconds()),
            (e.Sensor, e.Fields.TextOf("rule"), e.Fields.NumberOf("raisedAt"))));
    }
}
