using CityKit.Notifications;
using NodaTime;

namespace CityKit.Partitions;

/// <summary>Puts the notifications of partitions in one order.</summary>
internal static class FeedMerge
{
    /// <summary>The first so many: of each feed in its own order, between feeds the earliest first.</summary>
    /// <param name="feeds">The feed of each partition, the city's own first.</param>
    /// <param name="limit">How many at most.</param>
    internal static IReadOnlyList<Notification> Take(IReadOnlyList<IReadOnlyList<Notification>> feeds, int limit)
    {
        var next = new PriorityQueue<(int Feed, int At), (Instant Time, int Feed)>();
        for (var feed = 0; feed < feeds.Count; feed++) Enqueue(next, feeds, feed, 0);
        var merged = new List<Notification>();
        while (merged.Count < limit && next.TryDequeue(out var first, out _))
        {
            merged.Add(feeds[first.Feed][first.At] with { Partition = first.Feed - 1 });
            Enqueue(next, feeds, first.Feed, first.At + 1);
        }
        return merged;
    }

    private static void Enqueue(
        PriorityQueue<(int, int), (Instant, int)> next, IReadOnlyList<IReadOnlyList<Notification>> feeds, int feed, int at)
    {
        if (at < feeds[feed].Count) next.Enqueue((feed, at), (feeds[feed][at].At, feed));
    }
}
