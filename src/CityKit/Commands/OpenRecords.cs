using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Opens protected records (查阅个人信息): those of a work item, one by itself, or those of the actor; every reading is noted.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The work item; null for other records.</param>
/// <param name="Record">A record that is about no work item; null, with no item either, for what is kept of the actor.</param>
/// <param name="Purpose">What for, 1 to 64 of a-z, 0-9, '-', such as <c>handling</c>.</param>
internal sealed record OpenRecords(string CommandId, WorkItemId? Item, string? Record, string Purpose) : HubCommand(CommandId);
