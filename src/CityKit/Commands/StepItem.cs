using CityKit.Modules;
using CityKit.Cases;

namespace CityKit.Commands;

/// <summary>One step of a work item: file, dispatch, feed back, check, close … (流转).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The work item.</param>
/// <param name="Step">What to do.</param>
public sealed record StepItem(string CommandId, WorkItemId Item, WorkCommand Step) : HubCommand(CommandId);
