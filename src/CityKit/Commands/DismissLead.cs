using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer dismisses a lead (排除); the reason feeds the rule's false-alarm rate.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Lead">The lead.</param>
/// <param name="Reason">Why; names no person. Empty when <see cref="Because"/> says enough.</param>
public sealed record DismissLead(string CommandId, LeadId Lead, string Reason) : HubCommand(CommandId)
{
    /// <summary>One of the reasons that the policy lists, where it lists any; null without one.</summary>
    public string? Because { get; init; }
}
