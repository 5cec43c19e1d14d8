using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A command in the journal whose module is not there: it can be checked and kept, not carried out.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Name">The name that its module declared it by.</param>
/// <param name="Body">What it holds, as JSON.</param>
internal sealed record UndeclaredCommand(string CommandId, string Name, string Body) : HubCommand(CommandId);
