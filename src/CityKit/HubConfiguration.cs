namespace CityKit;

/// <summary>What the journal keeps as configuration: the rule file and the sensor register, byte for byte.</summary>
/// <param name="Rules">The rule file, UTF-8 JSON.</param>
/// <param name="Sensors">The sensor register, UTF-8 JSON.</param>
public sealed record HubConfiguration(ReadOnlyMemory<byte> Rules, ReadOnlyMemory<byte> Sensors)
{
    internal static ReadOnlyMemory<byte> NoRules { get; } = "{\"version\":1,\"rules\":[]}"u8.ToArray();

    internal static ReadOnlyMemory<byte> NoSensors { get; } = "{\"version\":1,\"sensors\":[]}"u8.ToArray();
}
