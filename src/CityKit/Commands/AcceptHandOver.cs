using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer accepts a hand-over (接班): the leads and alerts in it that its giver had are his from now on.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="HandOver">The hand-over's id.</param>
public sealed record AcceptHandOver(string CommandId, string HandOver) : HubCommand(CommandId);
