using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Takes a profile of work items away while the hub runs (停用业务类型). Refused while an open item or lead has it, or while policy or rules
/// name it. Its closed items stay and take no more commands.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Profile">The profile's id.</param>
public sealed record RetireProfile(string CommandId, string Profile) : HubCommand(CommandId);
