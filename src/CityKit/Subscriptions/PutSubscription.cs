using CityKit.Modules;

namespace CityKit.Subscriptions;

/// <summary>Adds a subscription, or changes one: it goes on from where it is.</summary>
/// <param name="CommandId">The caller's id.</param>
/// <param name="Name">1 to 32 of a-z, 0-9, '-'.</param>
/// <param name="Channel">A channel's name, or <see cref="Subscription.People"/>.</param>
/// <param name="Kinds">The kinds of notifications, such as <c>AlertRaised</c>; null for all.</param>
/// <param name="Audience">What the audience begins with; null for all.</param>
/// <param name="Profile">The profile of the lead or work item; null for all.</param>
public sealed record PutSubscription(string CommandId, string Name, string Channel,
    IReadOnlyList<string>? Kinds = null, string? Audience = null, string? Profile = null) : HubCommand(CommandId);
