using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>A suspension as the hub keeps it (暂停登记), with what became of it.</summary>
/// <param name="Id">The id of the command that began it, as the journal knows it.</param>
/// <param name="Of">What is suspended, and when.</param>
/// <param name="Reason">Why: a reference to the protected record of the words; null for an away note, which has none.</param>
/// <param name="By">Who said so: an actor's id.</param>
/// <param name="At">When, by the hub's clock.</param>
public sealed record SuspensionNote(string Id, Suspension Of, string? Reason, string By, Instant At)
{
    /// <summary>How many alerts were not raised for it.</summary>
    public int Suppressed { get; init; }

    /// <summary>When it was over; null while it is not.</summary>
    public Instant? EndedAt { get; init; }
}
