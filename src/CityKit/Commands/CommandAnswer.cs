using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.Commands;

/// <summary>What the hub says to a command: done, or why not.</summary>
/// <param name="Refusal">Why not; null when it was done, now or before.</param>
/// <param name="Item">The work item as it is now, when the command was about one.</param>
/// <param name="Lead">The lead as it is now, when the command was about one.</param>
public sealed record CommandAnswer(Refusal? Refusal, WorkItem? Item, Lead? Lead)
{
    /// <summary>The alert as it is now, when the command was about one.</summary>
    public Alert? Alert { get; init; }

    /// <summary>The hand-over as it is now, when the command was about one.</summary>
    public HandOver? HandOver { get; init; }

    internal static CommandAnswer Done(WorkItem? item = null, Lead? lead = null) => new(null, item, lead);

    internal static CommandAnswer Refused(Refusal refusal) => new(refusal, null, null);

    /// <summary>This answer, or its refusal as an exception.</summary>
    /// <exception cref="RefusedException">The command was refused.</exception>
    public CommandAnswer OrThrow()
    {
        Refusal?.Throw();
        return this;
    }
}
