using System.Buffers.Binary;
using System.Collections.Immutable;
using CityKit.Core.Time;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Observations;

/// <summary>The histories of a hub's record, as the hub itself knows them: a store whose history is another was restored.</summary>
/// <param name="Current">The one that goes on.</param>
/// <param name="Ended">Those before it, the oldest first.</param>
internal sealed record HubHistories(HistoryId Current, ImmutableArray<EndedHistory> Ended)
{
    private const int EndedBytes = HistoryId.ByteLength + 3 * sizeof(long);

    /// <summary>How many human numbers were left out: some for each restore.</summary>
    internal long NumbersSkipped => (long)Restored.NumbersSkipped * Ended.Length;

    /// <summary>What is left of a reader's position in the history that goes on.</summary>
    /// <returns>The number itself, or an earlier one; 0 for a history that is not known.</returns>
    internal long NotificationOf(FeedPosition position)
    {
        if (position.History == Current) return position.Number;
        var from = Ended.ToList().FindIndex(ended => ended.History == position.History);
        return from < 0 ? 0 : Ended.Skip(from).Select(ended => ended.Notification).Append(position.Number).Min();
    }

    /// <summary>The same of a position in the journal.</summary>
    internal long EntryOf(HistoryId history, long number)
    {
        if (history == Current) return number;
        var from = Ended.ToList().FindIndex(ended => ended.History == history);
        return from < 0 ? 0 : Ended.Skip(from).Select(ended => ended.Entry).Append(number).Min();
    }

    /// <summary>A page of notifications after a position in whichever history.</summary>
    internal async ValueTask<FeedPage> ReadFeedAsync(ICityStore store, FeedPosition after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, 1000));
        var from = NotificationOf(after);
        var page = await store.ReadNotificationsAsync(from, limit, cancellationToken).ConfigureAwait(false);
        var start = new FeedPosition(Current, from);
        return new FeedPage(page, start, page.Count == 0 ? start : start with { Number = page[^1].Number },
            after == default || after.History == Current ? [] : [new FeedRestore(null, Current, from)]);
    }

    /// <summary>The same after a restore.</summary>
    internal HubHistories After(Restored restored, Instant at) => new(HistoryId.Parse(restored.History),
        Ended.Add(new EndedHistory(HistoryId.Parse(restored.From), restored.Entry, restored.Notification, at)));

    /// <summary>The current history, then of each that ended: its id, its last entry and notification, and when, in nanoseconds.</summary>
    internal byte[] ToArray()
    {
        var bytes = new byte[HistoryId.ByteLength + EndedBytes * Ended.Length];
        Current.ToArray().CopyTo(bytes, 0);
        for (var i = 0; i < Ended.Length; i++) Write(Ended[i], bytes.AsSpan(HistoryId.ByteLength + EndedBytes * i));
        return bytes;
    }

    /// <exception cref="FormatException">It is something else.</exception>
    internal static HubHistories Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HistoryId.ByteLength || (bytes.Length - HistoryId.ByteLength) % EndedBytes != 0)
            throw new FormatException($"The stored list of histories has {bytes.Length} bytes: it is damaged. 存储的历史记录已损坏。");
        var ended = ImmutableArray.CreateBuilder<EndedHistory>();
        for (var rest = bytes[HistoryId.ByteLength..]; !rest.IsEmpty; rest = rest[EndedBytes..]) ended.Add(ReadEnded(rest));
        return new HubHistories(HistoryId.FromBytes(bytes), ended.ToImmutable());
    }

    private static void Write(EndedHistory ended, Span<byte> bytes)
    {
        ended.History.ToArray().CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], ended.Entry);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], ended.Notification);
        BinaryPrimitives.WriteInt64BigEndian(bytes[32..], ended.At.ToUnixNanoseconds());
    }

    private static EndedHistory ReadEnded(ReadOnlySpan<byte> bytes) => new(HistoryId.FromBytes(bytes),
        BinaryPrimitives.ReadInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadInt64BigEndian(bytes[24..]),
        InstantNanoseconds.FromUnixNanoseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[32..])));
}
