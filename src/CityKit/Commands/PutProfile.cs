using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Adds a profile of work items, or replaces the one of its id, while the hub runs (更新业务类型). Refused while an open item is in a state
/// that it does not have, or while policy or rules name what it does not have.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="File">The profile file, UTF-8 JSON.</param>
public sealed record PutProfile(string CommandId, string File) : HubCommand(CommandId);
