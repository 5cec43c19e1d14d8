using CityKit.Sensors.Rules;

namespace CityKit.Setup;

/// <summary>
/// What the journal keeps as configuration: the rule file and the sensor register, byte for byte; the hub adds calendar, policy,
/// profiles and which map of grids.
/// </summary>
/// <param name="Rules">The rule file, UTF-8 JSON.</param>
/// <param name="Sensors">The sensor register, UTF-8 JSON.</param>
public sealed record HubConfiguration(ReadOnlyMemory<byte> Rules, ReadOnlyMemory<byte> Sensors)
{
    internal const int PartCount = 6;

    /// <summary>
    /// The working days, as <see cref="Core.Calendar.WorkCalendar.ToUtf8"/> writes them. Each of these parts is empty in a journal of a
    /// version that kept none: the setup's is used.
    /// </summary>
    internal ReadOnlyMemory<byte> Calendar { get; init; }

    /// <summary>The policy, as <see cref="Cases.Policies.WorkPolicy.ToUtf8"/> writes it.</summary>
    internal ReadOnlyMemory<byte> Policy { get; init; }

    /// <summary>The profiles, as <see cref="Cases.Profiles.ProfileCatalogue.ToUtf8"/> writes them.</summary>
    internal ReadOnlyMemory<byte> Profiles { get; init; }

    /// <summary>Which map of grids, as <see cref="GridVersion"/> writes it.</summary>
    internal ReadOnlyMemory<byte> Grids { get; init; }

    /// <summary>Which of the rules the hub judges: a partition of a city leaves those over the whole city to the city's own.</summary>
    internal RuleShare Share { get; init; }

    /// <summary>
    /// The sensor register as the setup gave it, before subjects took the place of households; empty when it is the same.
    /// </summary>
    internal ReadOnlyMemory<byte> GivenSensors { get; init; }

    /// <summary>All parts as the setup gave them, in the order of the journal.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> GivenParts => GivenSensors.IsEmpty ? Parts : (this with { Sensors = GivenSensors }).Parts;

    /// <summary>All parts, in the order of the journal.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Parts => [Rules, Sensors, Calendar, Policy, Profiles, Grids];

    internal static ReadOnlyMemory<byte> NoRules { get; } = "{\"version\":1,\"rules\":[]}"u8.ToArray();

    internal static ReadOnlyMemory<byte> NoSensors { get; } = "{\"version\":1,\"sensors\":[]}"u8.ToArray();

    /// <param name="parts">In the order of <see cref="Parts"/>; the last ones may be missing.</param>
    internal static HubConfiguration Of(IReadOnlyList<ReadOnlyMemory<byte>> parts) => new(parts[0], parts[1])
    {
        Calendar = parts.ElementAtOrDefault(2),
        Policy = parts.ElementAtOrDefault(3),
        Profiles = parts.ElementAtOrDefault(4),
        Grids = parts.ElementAtOrDefault(5),
    };

    /// <summary>Whether rules and sensors are the same bytes.</summary>
    internal bool HasRulesOf(HubConfiguration other) => IsSame(Rules, other.Rules) && IsSame(Sensors, other.Sensors);

    internal bool HasCalendarOf(HubConfiguration other) => IsSame(Calendar, other.Calendar);

    /// <summary>Whether open work items are as they were: calendar, policy and profiles are the same bytes.</summary>
    internal bool HasWorkOf(HubConfiguration? other) =>
        IsSame(Calendar, other?.Calendar ?? default) && IsSame(Policy, other?.Policy ?? default)
        && IsSame(Profiles, other?.Profiles ?? default);

    private static bool IsSame(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => a.Span.SequenceEqual(b.Span);
}
