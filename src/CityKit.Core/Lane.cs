namespace CityKit.Core;

/// <summary>
/// The two queues of an outbox (通道). Each has its own sequence, cursor and running hash, so that alarms never wait behind a backlog.
/// </summary>
public enum Lane : byte
{
    /// <summary>What somebody may have to act on: contacts, detections, alerts raised on the edge, faults, blindness.</summary>
    Alarm = 0,

    /// <summary>Everything else: readings, rejected passages, line gaps, heartbeats. A full outbox drops the oldest of these.</summary>
    Reading = 1,
}
