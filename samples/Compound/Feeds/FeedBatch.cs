using NodaTime;

namespace CityKit.Samples.Compound.Feeds;

/// <summary>One delivery of a utility: what it posts and when.</summary>
internal sealed record FeedBatch(string Feed, string Id, Instant At, string Csv, string As);
