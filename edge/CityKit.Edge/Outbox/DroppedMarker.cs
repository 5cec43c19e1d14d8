using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>The event that is where others were: <see cref="EventKind.Dropped"/>, with the last one's sequence and their count.</summary>
internal static class DroppedMarker
{
    /// <summary>A marker at the time of a row.</summary>
    internal static CityEvent For(LaneRow row, long count, string reason) => At(TimeOf(row), count, reason);

    /// <summary>A marker for a run of rows: at the time of the last, over the span since the first when both are of one boot.</summary>
    internal static CityEvent For(LaneRow first, LaneRow last, long count)
    {
        var (from, to) = (TimeOf(first), TimeOf(last));
        var start = from.Nanoseconds - (EventCodec.Decode(first.Bytes, out _)?.SpanNanoseconds ?? 0);
        var span = from.Boot == to.Boot ? Math.Max(0, to.Nanoseconds - start) : 0;
        return At(to, count, "outbox-full") with { SpanNanoseconds = span };
    }

    private static CityEvent At(DeviceTime time, long count, string reason) =>
        new(EventKind.Dropped, SensorName.Device, time, count) { Fields = EventFields.Of(new EventField("reason", reason)) };

    private static DeviceTime TimeOf(LaneRow row) => EventCodec.Decode(row.Bytes, out _)?.Time ?? new DeviceTime(row.Boot, 0);
}
