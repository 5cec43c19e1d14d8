using System.Buffers.Binary;
using CityKit.Core;

namespace CityKit.Edge.KillTarget;

/// <summary>Events that anybody can make again from lane and sequence.</summary>
public static class KnownEvents
{
    private static readonly SensorName Sensor = SensorName.Parse("known");

    public static DeviceId Device { get; } = DeviceId.Parse("to-be-killed");

    public static BootId Boot { get; } = new(77);

    public static CityEvent Make(Lane lane, long sequence) =>
        new(lane == Lane.Alarm ? EventKind.Contact : EventKind.Reading, Sensor, new DeviceTime(0, sequence * 1000),
            sequence * sequence % 1009)
        {
            Sequence = sequence,
            Fields = EventFields.Of(new EventField("text", new string((char)('a' + (sequence % 26)), (int)(sequence % 97)))),
        };

    public static byte[] State(long alarm, long reading)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, alarm);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), reading);
        return bytes;
    }
}
