using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Opens evidence (查阅证据); who does is noted first.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Evidence">Which, by id.</param>
/// <param name="Item">The work item for which it is opened; null for none.</param>
/// <param name="Part">What is opened: <c>shown</c>, <c>original</c> or <c>hand-over</c>.</param>
/// <param name="Purpose">What for, 1 to 64 of a-z, 0-9, '-'.</param>
internal sealed record ViewEvidence(string CommandId, IReadOnlyList<string> Evidence, WorkItemId? Item, string Part, string Purpose)
    : HubCommand(CommandId);
