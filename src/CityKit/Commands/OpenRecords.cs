using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Opens the protected records of a work item, or one's own (查阅个人信息); every reading is logged.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The work item; null for what is kept of the actor.</param>
/// <param name="Purpose">What for, 1 to 64 of a-z, 0-9, '-', such as <c>handling</c>.</param>
internal sealed record OpenRecords(string CommandId, WorkItemId? Item, string Purpose) : HubCommand(CommandId);
