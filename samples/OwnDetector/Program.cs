using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Agent;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices;
using NodaTime;

return await EdgeAgent.RunAsync(args, edge => edge
    .AddDetector("gate-dwell", GateDwellOptions.Read)
    .AddDeviceType(new DeviceType("acme-scale", "the scale of Acme", DeviceBus.I2c, DeviceRole.Sensor, device => new AcmeScale(device))
    {
        Addresses = [0x50], Quantities = [DeviceQuantity.Mass],
    }));

/// <summary>A gate must not be open for longer than it needs: what "gate-dwell" in edge.json says.</summary>
internal sealed record GateDwellOptions(SensorName Sensor, string Line, Duration Longest) : IDetectorOptions
{
    public IReadOnlyList<string> Lines => [Line];

    public static GateDwellOptions Read(SensorConfiguration sensor) =>
        new(sensor.Sensor, sensor.Line("line"), sensor.Seconds("longestS", Duration.FromMinutes(1), 1, 86_400));

    public IDetector CreateDetector() => new GateDwell(this);
}

/// <summary>
/// Contact 1 when it is open for too long and 0 when it closes then; a Reading of the milliseconds each time it closes. Pure: all time
/// comes in.
/// </summary>
internal sealed class GateDwell(GateDwellOptions options) : IDetector
{
    private long? openedAt;
    private bool told;

    public SensorName Sensor => options.Sensor;
    public IReadOnlyList<string> Lines => options.Lines;
    public long? Due => told ? null : openedAt + options.Longest.ToInt64Nanoseconds();

    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => openedAt = active[0] ? now : null;

    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        if (active) openedAt ??= nanoseconds; // the same edge twice is legal
        else if (openedAt is { } since) Close(nanoseconds, since, output);
    }

    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        if (Due is not { } due || nanoseconds < due) return;
        told = true;
        output.Add(EventKind.Contact, due, 1);
    }

    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        if (!active[0] && openedAt is { } since) Close(to, since, output);
        if (active[0]) openedAt ??= to;
    }

    public void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteInt64(openedAt ?? -1);
        writer.WriteBoolean(told);
    }

    public void Load(ref WireReader reader)
    {
        if (reader.ReadArrayHeader() != 2) reader.Reject(0, new("其他状态", "another state"), WireError.Values(2));
        var (at, was) = (reader.ReadInt64(), reader.ReadBoolean());
        if (reader.Error is null) (openedAt, told) = (at < 0 ? null : at, was);
    }

    private void Close(long now, long since, IDetectorOutput output)
    {
        if (told) output.Add(EventKind.Contact, now, 0);
        output.Add(EventKind.Reading, now, (now - since) / 1_000_000);
        (openedAt, told) = (null, false);
    }
}
