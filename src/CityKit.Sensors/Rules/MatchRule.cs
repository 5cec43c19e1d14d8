using CityKit.Core;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks for an event (事件匹配). For contacts and faults an alert lasts from the matching value to the opposite one; every other event is an
/// alert of its own.
/// </summary>
public sealed record MatchRule : Rule
{
    /// <summary>The kind of event.</summary>
    public required EventKind Event { get; init; }

    /// <summary>
    /// The value it must have; null for any. Contacts and faults always have one, 1 unless the file says 0; with <see cref="Changes"/> null
    /// is a change to either.
    /// </summary>
    public long? Value { get; init; }

    /// <summary>Texts or numbers that its fields must equal.</summary>
    public IReadOnlyList<EventField> FieldsEqual { get; init; } = [];

    /// <summary>Numbers that its fields must reach.</summary>
    public IReadOnlyList<EventField> FieldsAtLeast { get; init; } = [];

    /// <summary>
    /// Whether every change of a contact is an alert of its own (状态变化): another state than the last one known, which the first event only
    /// establishes.
    /// </summary>
    public bool Changes { get; init; }

    /// <summary>Whether the kind lasts until its opposite.</summary>
    public bool HasLevel => !Changes && Event is EventKind.Contact or EventKind.Fault;
}
