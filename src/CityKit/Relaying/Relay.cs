using CityKit.Sensors.Register;

namespace CityKit.Relaying;

/// <summary>
/// What the partitions of a city saw that its own partition judges (转送): one input of it. It is taken in when every lane goes on where it
/// is, so that nothing is judged twice and nothing left out.
/// </summary>
/// <param name="Lanes">How far each lane moves.</param>
/// <param name="Entries">What was seen, in the order in which it was received; those of one partition in the order of its journal.</param>
internal sealed record Relay(IReadOnlyList<RelayLane> Lanes, IReadOnlyList<RelayEntry> Entries)
{
    /// <summary>Entries of the register that are new or changed, of sensors that a rule over the whole city is about.</summary>
    internal IReadOnlyList<Sensor> Sensors { get; init; } = [];
}
