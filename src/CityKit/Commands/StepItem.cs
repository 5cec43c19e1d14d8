using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>One step of a work item: file, dispatch, feed back, check, close … (流转).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The work item.</param>
/// <param name="Step">What to do.</param>
public sealed record StepItem(string CommandId, WorkItemId Item, WorkCommand Step) : HubCommand(CommandId)
{
    /// <summary>
    /// What the caller saw (<see cref="AlertDesk.ItemView.TagOf"/>): the step is refused (<c>changed</c>) when the item is another now.
    /// Null for a step that does not depend on it.
    /// </summary>
    public string? IfTag { get; init; }
}
