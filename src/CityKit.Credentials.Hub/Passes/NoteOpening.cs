using CityKit.Modules;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>The hub notes what became of an opening (开门结果).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Use">The passage.</param>
/// <param name="State">Opened, or too late.</param>
public sealed record NoteOpening(string CommandId, string Use, OpeningState State) : HubCommand(CommandId);
