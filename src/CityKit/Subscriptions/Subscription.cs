using System.Collections.Immutable;
using CityKit.Contacts;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Notifications;
using NodaTime;

namespace CityKit.Subscriptions;

/// <summary>What is sent where (订阅): the notifications that it takes go to its channel, in order, each at least once.</summary>
/// <param name="Name">1 to 32 of a-z, 0-9, '-'.</param>
/// <param name="Channel">A channel's name, or <see cref="People"/>.</param>
/// <param name="Kinds">The kinds of notifications; empty for all.</param>
/// <param name="Audience">What the audience begins with; null for all.</param>
/// <param name="Profile">The profile of the lead or work item; null for all, also for what has none.</param>
/// <param name="Since">When it was first put: what came before is not sent.</param>
public sealed record Subscription(
    string Name, string Channel, ImmutableArray<string> Kinds, string? Audience, string? Profile, Instant Since)
{
    /// <summary>The channel that stands for the address book: each notification goes to the people on duty for its audience.</summary>
    public const string People = "people";

    /// <summary>All subscriptions.</summary>
    public static DocumentKind<Subscription> Kind { get; } = ModuleJson.Documents(
        "subscriptions_subscription", s => s.Name, () => SubscriptionsJson.Shared.Subscription);

    /// <summary>
    /// Whether kind and audience fit. Nobody is on duty for an empty audience or one person of the public, so those are not for people.
    /// </summary>
    internal bool Takes(Notification notification) => (Kinds.IsEmpty || Kinds.Contains(notification.Kind.ToString()))
        && Audiences.Plain(notification.Audience).StartsWith(Audiences.Plain(Audience ?? ""), StringComparison.Ordinal)
        && (Channel != People || (notification.Audience.Length > 0 && !Audiences.IsSubject(notification.Audience)));
}
