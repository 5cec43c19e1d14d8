using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Puts another policy in force while the hub runs (更新办理规则). Deadlines of open work items are calculated again by its working hours; a
/// limit that a stage began with stays.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="File">The whole policy file, UTF-8 JSON.</param>
public sealed record PutPolicy(string CommandId, string File) : HubCommand(CommandId);
