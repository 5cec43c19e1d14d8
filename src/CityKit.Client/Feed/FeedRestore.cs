namespace CityKit.Client.Feed;

/// <summary>A hub was restored from an older copy (恢复).</summary>
/// <param name="From">The last notification that still counts.</param>
/// <param name="Partition">The partition of a city, such as <c>003</c> or <c>city</c>; null for a hub by itself.</param>
public sealed record FeedRestore(long From, string? Partition = null);
