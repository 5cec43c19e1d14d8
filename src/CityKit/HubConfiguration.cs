namespace CityKit;

/// <summary>
/// What the journal keeps as configuration: the rule file and the sensor register, byte for byte; the hub adds its calendar.
/// </summary>
/// <param name="Rules">The rule file, UTF-8 JSON.</param>
/// <param name="Sensors">The sensor register, UTF-8 JSON.</param>
public sealed record HubConfiguration(ReadOnlyMemory<byte> Rules, ReadOnlyMemory<byte> Sensors)
{
    /// <summary>
    /// The working days, as <see cref="Core.Calendar.WorkCalendar.ToUtf8"/> writes them; empty in a journal of a version that kept none.
    /// </summary>
    internal ReadOnlyMemory<byte> Calendar { get; init; }

    internal static ReadOnlyMemory<byte> NoRules { get; } = "{\"version\":1,\"rules\":[]}"u8.ToArray();

    internal static ReadOnlyMemory<byte> NoSensors { get; } = "{\"version\":1,\"sensors\":[]}"u8.ToArray();

    internal bool IsSame(HubConfiguration other) =>
        Rules.Span.SequenceEqual(other.Rules.Span) && Sensors.Span.SequenceEqual(other.Sensors.Span) && Calendar.Span.SequenceEqual(other.Calendar.Span);
}
