namespace CityKit.Sensors.Engine;

/// <summary>
/// The sensors of a device by when something is due. An entry may be earlier than what is due by now; then it is put back when its time
/// comes, so a
/// reading that only puts something off costs nothing here.
/// </summary>
/// <param name="isFeed">Whether a feed's time moves them.</param>
internal sealed class DueQueue(bool isFeed)
{
    private readonly PriorityQueue<SensorTrack, long> queue = new();
    private readonly List<SensorTrack> due = [];

    internal bool IsFeed => isFeed;

    /// <summary>
    /// Before when nothing is due of a sensor that is not in memory: all are read then. At first nothing is known of any.
    /// </summary>
    internal long Unread { get; set; } = long.MinValue;

    /// <summary>Before when nothing is due of any sensor.</summary>
    internal long Least => queue.TryPeek(out _, out var first) ? Math.Min(first, Unread) : Unread;

    /// <summary>Puts a sensor where it belongs after it changed.</summary>
    /// <param name="track">The sensor.</param>
    /// <param name="due">When something of it is due, by the device's time.</param>
    internal void Update(SensorTrack track, long due)
    {
        ref var queued = ref track.Queued(isFeed);
        if (due >= queued) return;
        queued = due;
        queue.Enqueue(track, due);
    }

    /// <summary>
    /// Takes out the sensors with something due by a time, in the order of their names; the list is used again the next time.
    /// </summary>
    internal IReadOnlyList<SensorTrack> Take(long to)
    {
        due.Clear();
        while (queue.TryPeek(out var track, out var at) && at <= to)
        {
            queue.Dequeue();
            ref var queued = ref track.Queued(isFeed);
            if (at != queued || track.IsGone) continue;
            queued = Watch.Never;
            var later = track.Due(isFeed, to);
            if (later <= to) due.Add(track);
            else Update(track, later);
        }
        if (due.Count > 1) due.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        return due;
    }
}
