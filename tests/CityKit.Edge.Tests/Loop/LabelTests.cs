using System.Text;
using CityKit.Core;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Loop;

/// <summary>What people call a line, a channel or an output goes with what is said of it.</summary>
public sealed class LabelTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_ALabelledLine_NamesItInContactsReadingsFaultsBlindSpansAndGaps()
    {
        var edge = Read("""{"device": "pi-01", "lines": [{"name": "smoke", "label": "三楼烟感", "buffer": 16}, {"name": "door"}], "sensors": [{"name": "s", "kind": "contact", "line": "smoke"}, {"name": "m", "kind": "pulse-meter", "line": "smoke"}, {"name": "d", "kind": "contact", "line": "door"}]}""");
        using var outbox = Samples.Open(folder);
        using var chip = new SimulatedChip(Samples.Boot, [.. edge.Lines.Select(l => l.ToSimulated())]);
        await using (var rig = new LoopRig(outbox, chip,
            [.. edge.Sensors.Select(s => (Func<CityKit.Edge.Detectors.IDetector>)s.CreateDetector)], labels: edge.Labels))
        {
            for (var i = 0; i < 41; i++) chip.Drive(0, i % 2 == 0, Second + i * 100);
            chip.Drive(1, true, 2 * Second);
            await rig.MoveTo(2 * Minute);
            chip.Unplug();
            await rig.MoveTo(3 * Minute);
            chip.Plug();
            await rig.MoveTo(4 * Minute);
        }
        CityEvent[] events = [.. Events(outbox, Lane.Alarm), .. Events(outbox, Lane.Reading)];
        foreach (var kind in (EventKind[])[EventKind.Contact, EventKind.Fault, EventKind.Blind, EventKind.LineGap, EventKind.Reading])
            Assert.Contains(events, e => e.Kind == kind && EventLabel.Of(e.Fields) == "三楼烟感");
        Assert.All(events, e => Assert.Equal(e.Sensor.Value is "s" or "m" ? "三楼烟感" : null, e.Fields.TextOf(EventLabel.Field)));
    }

    [Fact]
    public void Take_AnOutputThatRefuses_IsNamed() =>
        Assert.Equal("门口警笛", Said("device", new EventField("reason", "output"), new EventField("detail", "siren")));

    [Fact]
    public void Take_AChannelsSensor_IsNamedByTheChannel() => Assert.Equal("地下室", Said("air"));

    /// <summary>A row of beams has several lines: a fault of one names that one.</summary>
    [Fact]
    public void Take_AFaultOfOneLineOfSeveral_NamesThatLine() => Assert.Equal("下光束", Said("canopy", new EventField("line", "lower")));

    [Fact]
    public void Take_SixteenFields_HasNoRoomForALabel() =>
        Assert.Null(Said("air", [.. Enumerable.Range(0, EventFields.MaxCount).Select(i => new EventField($"f{i}", i))]));

    private static string? Said(string sensor, params EventField[] fields)
    {
        var edge = Read("""
            {"device": "d", "lines": [{"name": "upper", "label": "上光束"}, {"name": "lower", "label": "下光束"}], "outputs": [{"name": "siren", "kind": "siren", "label": "门口警笛"}],
             "channels": [{"name": "c", "kind": "hwmon", "path": "/p", "periodMs": 1000, "label": "地下室", "unit": "m°C"}],
             "sensors": [{"name": "air", "kind": "channel", "channel": "c"}, {"name": "canopy", "kind": "barriers", "upperLine": "upper", "lowerLine": "lower", "spacingMm": 3000}]}
            """);
        Assert.Equal("m°C", edge.Units["air"]);
        var sink = new CommitSink(null, () => EventFlags.None, new AlertOutputs([], new OutputBoard([], () => 0, NullLogger.Instance)),
            edge.Labels);
        sink.Take(new CityEvent(EventKind.Fault, SensorName.Parse(sensor), new DeviceTime(0, 1), 1) { Fields = EventFields.Of(fields) });
        return EventLabel.Of(Assert.Single(sink.Commit.Events).Fields);
    }

    private static EdgeConfiguration Read(string text) => EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text)).Configuration!;
}
