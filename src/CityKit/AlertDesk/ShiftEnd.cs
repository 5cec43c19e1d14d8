using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>What an officer hands over, as the desk takes it.</summary>
/// <param name="Key">What the journal knows it by.</param>
/// <param name="To">Who is to accept; null for anybody in the room.</param>
/// <param name="Note">What the next one has to know; null for nothing.</param>
/// <param name="All">Whether all that is open is handed over, of each kind that is not named.</param>
internal sealed record ShiftEnd(string Key, string? To, string? Note, bool All)
{
    internal ImmutableArray<LeadId>? Leads { get; init; }

    internal ImmutableArray<AlertId>? Alerts { get; init; }

    internal ImmutableArray<WorkItemId>? Items { get; init; }
}
