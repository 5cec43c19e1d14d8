using CityKit.Cases;
using CityKit.Components;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Says which component an open work item is about (确认部件): by who reported it, an acceptor, a dispatcher, a duty officer or a duty
/// leader. It is the component that was found, or another of the class near the place.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The work item.</param>
/// <param name="Component">The component; null when it is not one of those near the place.</param>
public sealed record ConfirmComponent(string CommandId, WorkItemId Item, ComponentId? Component) : HubCommand(CommandId)
{
    /// <summary>What stands for no component where it is written.</summary>
    public const string None = "none";
}
