using CityKit.Modules;
using NodaTime;

namespace CityKit.Commands;

/// <summary>
/// A maintenance window (规则暂停): what a rule finds raises no alert for a while, of all its sensors or of some. Open alerts stay; one whose
/// condition still holds at the end is raised then.
/// </summary>
/// <param name="CommandId">The command's id; the suspension is known by it.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when, not included; after now, and within 90 days.</param>
/// <param name="Reason">Why, 1 to 500 characters; it is kept apart.</param>
public sealed record SuspendRule(string CommandId, string Rule, Instant From, Instant Until, string Reason) : HubCommand(CommandId)
{
    /// <summary>How the sensor's name begins: a device, or device/sensor; null for any.</summary>
    public string? Source { get; init; }

    /// <summary>The household, as the register names it; null for any.</summary>
    public string? Household { get; init; }

    /// <summary>How the code of the unit grid or compound begins; null for anywhere.</summary>
    public string? Area { get; init; }
}
