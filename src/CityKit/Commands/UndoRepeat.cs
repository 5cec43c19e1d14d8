using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer takes the mark of a repeat back (撤销重复标记): the work item goes on where it was.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The repeat.</param>
public sealed record UndoRepeat(string CommandId, WorkItemId Item) : HubCommand(CommandId);
