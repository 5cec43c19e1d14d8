using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Loop;

/// <summary>
/// Takes what one call of one detector finds. An event that could not be written is the detector's fault, reported at once and not when
/// everything is committed.
/// </summary>
internal sealed class EventCollector(int boot) : IDetectorOutput
{
    private readonly byte[] scratch = new byte[EventCodec.MaxBytes];
    private readonly List<CityEvent> found = [];

    /// <summary>The sensor whose detector is called.</summary>
    internal SensorName Sensor { get; private set; }

    internal IReadOnlyList<CityEvent> Found => found;

    /// <summary>The outputs that the call wants switched, in order.</summary>
    internal List<(string Output, bool Active)> Switches { get; } = [];

    internal void Begin(SensorName sensor)
    {
        Sensor = sensor;
        found.Clear();
        Switches.Clear();
    }

    public void Add(EventKind kind, long nanoseconds, long value, long span = 0, EventFlags flags = EventFlags.None,
        EventFields? fields = null)
    {
        var cityEvent = new CityEvent(kind, Sensor, new DeviceTime(boot, nanoseconds), value)
        {
            SpanNanoseconds = span,
            Flags = flags,
            Fields = fields ?? EventFields.Empty,
        };
        EventCodec.Encode(cityEvent with { Sequence = 1 }, scratch);
        found.Add(cityEvent);
    }

    public void Switch(string output, bool active) => Switches.Add((output, active));
}
