using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;
using CityKit.Edge.Releases;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Tests.Trials;

public sealed class DeviceReporterTests
{
    private const long Minute = 60_000_000_000;
    private readonly Output output = new();
    private TrialReport report = new(1, false, 0, "", 0, "");

    [Fact]
    public void OnTime_RolledBackThenAnotherProvesItself_IsAFaultAndItsEndEachOnce()
    {
        var detector = new DeviceReporter(() => report);
        detector.Start(0, [], output);
        report = new(1, false, 2, "ended", 0, "");
        Tick(detector, 2);
        report = new(3, true, 2, "ended", 0, "");
        Tick(detector, 2);
        report = new(3, false, 2, "ended", 0, "");
        Tick(detector, 2);
        Assert.Equal(["1 Fault 1 configuration-rolled-back 2 ended", "5 Fault 0 configuration-rolled-back 2 newer-in-force"], output.Said);
    }

    [Fact]
    public void OnTime_Refused_IsToldOnce()
    {
        var detector = new DeviceReporter(() => report);
        detector.Start(0, [], output);
        report = new(1, false, 0, "", 2, "edge.json");
        Tick(detector, 3);
        Assert.Equal(["1 Fault 1 configuration-refused 2 edge.json"], output.Said);
    }

    [Fact]
    public void Load_AfterARestart_TellsNothingTwice()
    {
        report = new(1, false, 2, "ended", 0, "");
        var detector = new DeviceReporter(() => report);
        detector.Start(0, [], output);
        var writer = new WireWriter(new byte[256]);
        detector.Save(ref writer);
        var again = new DeviceReporter(() => report);
        var reader = new WireReader(writer.Written);
        again.Load(ref reader);
        Assert.Null(reader.Error);
        again.OnBlind(Minute, 3 * Minute, [], output);
        Tick(again, 1);
        Assert.Single(output.Said);
    }

    private void Tick(DeviceReporter detector, int minutes)
    {
        for (var i = 0; i < minutes; i++) detector.OnTime(detector.Due!.Value, output);
    }

    private sealed class Output : IDetectorOutput
    {
        internal List<string> Said { get; } = [];

        public void Add(EventKind kind, long nanoseconds, long value, long span = 0, EventFlags flags = EventFlags.None,
            EventFields? fields = null) =>
            Said.Add($"{nanoseconds / Minute} {kind} {value} {fields!.TextOf("reason")} {fields.NumberOf("version")} {fields.TextOf("detail")}");
    }
}
