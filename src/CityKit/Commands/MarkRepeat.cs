using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer marks an open work item as a repeat of another (标记重复件): its reporters hear the other's result.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The repeat.</param>
/// <param name="Of">The open work item that it repeats.</param>
public sealed record MarkRepeat(string CommandId, WorkItemId Item, WorkItemId Of) : HubCommand(CommandId);
