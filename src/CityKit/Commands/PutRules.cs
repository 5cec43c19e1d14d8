using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Puts another rule file in force while the hub runs (更新规则): rules that stay keep what they know.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="File">The whole rule file, UTF-8 JSON.</param>
public sealed record PutRules(string CommandId, string File) : HubCommand(CommandId);
