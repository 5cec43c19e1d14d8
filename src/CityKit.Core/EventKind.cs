namespace CityKit.Core;

/// <summary>
/// What an event reports. A number on the wire; a number this version does not know is kept and marked undecided by the hub.
/// </summary>
public enum EventKind : ushort
{
    /// <summary>Not set; never travels.</summary>
    None = 0,

    /// <summary>A reading of an interval (读数): value = amount in the sensor's smallest unit, span = seconds really covered.</summary>
    Reading = 1,

    /// <summary>A contact changed (触点): value 1 = active, 0 = inactive.</summary>
    Contact = 2,

    /// <summary>A detector found something (检出), such as a falling object: value = speed in mm/s, or 0 when not measured.</summary>
    Detection = 3,

    /// <summary>A detector looked at something and rejected it; the field <c>reason</c> says why.</summary>
    Rejection = 4,

    /// <summary>The device's minute (心跳): value = lines alive. Moves the time of rules.</summary>
    Heartbeat = 5,

    /// <summary>Nothing was seen during the span that ends at the event's time (失明): after a kill, or a dark barrier.</summary>
    Blind = 6,

    /// <summary>The kernel dropped edges of a line: value = how many.</summary>
    LineGap = 7,

    /// <summary>A full outbox gave up readings: stands for the sequences <c>Sequence - Value + 1</c> to <c>Sequence</c>.</summary>
    Dropped = 8,

    /// <summary>A line is at fault (故障): value 1 = fault present, 0 = gone; the field <c>reason</c> says which.</summary>
    Fault = 9,

    /// <summary>A rule on the edge raised an alert (告警); the field <c>rule</c> names it. Not judged again by the hub.</summary>
    AlertRaised = 10,

    /// <summary>A rule on the edge cleared its alert.</summary>
    AlertCleared = 11,

    /// <summary>
    /// Another release of the agent runs on the device (运行版本): value = its number; the fields <c>version</c>, <c>runtime</c>, <c>trial</c>
    /// (1 until it proved itself).
    /// </summary>
    Running = 12,
}
