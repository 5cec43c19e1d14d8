using CityKit.Storage;
using CityKit.Subscriptions;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>A subscription and how far it is.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Position">Up to here everything is delivered, waits below, or was not for it; null before the first look.</param>
/// <param name="Behind">How many notifications of the feed it has not looked at.</param>
/// <param name="Waiting">How many messages wait.</param>
/// <param name="OldestSince">Since when the oldest of them waits, those held for quiet hours left out; null for none.</param>
public sealed record SubscriptionState(Subscription Subscription, FeedPosition? Position, long Behind, int Waiting, Instant? OldestSince);
