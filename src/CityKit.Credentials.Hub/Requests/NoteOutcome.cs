using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>The source answered something else, or not in time (来源未提供). The hub itself gives this command.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Request">The request.</param>
/// <param name="State">What the request is now.</param>
/// <param name="Code">Why it refused, as its refusal's code; null for no refusal.</param>
/// <param name="AgainAt">When it is asked again; null for never.</param>
public sealed record NoteOutcome(string CommandId, string Request, RequestState State, string? Code, Instant? AgainAt)
    : HubCommand(CommandId);
