using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Takes a profile of work items away while the hub runs (停用业务类型). Refused while an open item or lead has it, or while policy or rules
/// name it. Its closed items stay in the store and in exports; they take no more commands and are shown to nobody.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Profile">The profile's id.</param>
public sealed record RetireProfile(string CommandId, string Profile) : HubCommand(CommandId);
