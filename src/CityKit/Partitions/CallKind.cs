namespace CityKit.Partitions;

/// <summary>The first byte of a call: what it is. A number is never used again for something else.</summary>
internal enum CallKind : byte
{
    Batch = 1,
    Command = 2,
    Feed = 3,
    Observe = 4,
    Sensors = 5,
    Tick = 6,
    Keep = 7,
    CitySensors = 20,
}
