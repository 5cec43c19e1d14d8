#:package CityKit.Edge.Agent@0.1.0
#:property PublishAot=false
#:property RestoreAdditionalProjectSources=../packages
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Agent;
using CityKit.Edge.Detectors;
using NodaTime;

return await EdgeAgent.RunAsync(args, edge => edge.AddDetector("double-press", sensor => new DoublePressOptions(
    sensor.Sensor, sensor.Line("line"), sensor.Seconds("withinS", Duration.FromSeconds(2), 1, 10))));

sealed record DoublePressOptions(SensorName Sensor, string Line, Duration Within) : IDetectorOptions
{
    public IReadOnlyList<string> Lines => [Line];
    public IDetector CreateDetector() => new DoublePress(this);
}

sealed class DoublePress(DoublePressOptions options) : IDetector
{
    private long? pressed;
    public SensorName Sensor => options.Sensor;
    public IReadOnlyList<string> Lines => options.Lines;
    public long? Due => null;
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) { }
    public void OnTime(long nanoseconds, IDetectorOutput output) { }
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) => pressed = null;
    public void Save(ref WireWriter writer) => writer.WriteInt64(pressed ?? -1);
    public void Load(ref WireReader reader) => pressed = reader.ReadInt64() is var at and >= 0 ? at : null;

    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        if (active && nanoseconds - pressed <= options.Within.ToInt64Nanoseconds()) output.Add(EventKind.Detection, nanoseconds, 2);
        if (active) pressed = nanoseconds;
    }
}
