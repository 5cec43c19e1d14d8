using CityKit.Modules;

namespace CityKit.Subscriptions;

/// <summary>Ends a subscription; what waits for it, and its dead letters, are dropped.</summary>
/// <param name="CommandId">The caller's id.</param>
/// <param name="Name">Its name.</param>
public sealed record RemoveSubscription(string CommandId, string Name) : HubCommand(CommandId);
