using CityKit.Core;
using CityKit.Edge.Outbox;
using NodaTime;

namespace CityKit.Edge.Tests.Support;

internal static class Samples
{
    internal static readonly DeviceId Device = DeviceId.Parse("pi-01");
    internal static readonly BootId Boot = new(1);
    internal static readonly Instant Zero = Instant.FromUtc(2026, 3, 1, 0, 0);
    private static readonly SensorName Door = SensorName.Parse("door");
    private static readonly SensorName Water = SensorName.Parse("water");

    internal static EventOutbox Open(TempFolder folder, long capBytes = OutboxOptions.DefaultCapBytes,
        int tailEvents = OutboxOptions.DefaultTailEvents) =>
        EventOutbox.Open(new OutboxOptions
        {
            Path = folder.File("outbox.db"), Device = Device, CapBytes = capBytes, TailEvents = tailEvents,
        });

    internal static CityEvent Contact(long nanoseconds, long value = 1) =>
        new(EventKind.Contact, Door, new DeviceTime(0, nanoseconds), value);

    internal static CityEvent Reading(long nanoseconds, long value = 12) =>
        new(EventKind.Reading, Water, new DeviceTime(0, nanoseconds), value) { SpanNanoseconds = 0 };

    internal static OutboxCommit Commit(params ReadOnlySpan<CityEvent> events)
    {
        var commit = new OutboxCommit();
        foreach (var cityEvent in events) commit.Add(cityEvent);
        return commit;
    }
}
