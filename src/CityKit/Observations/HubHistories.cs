using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Observations;

/// <summary>The histories of a hub's record, as the hub itself knows them: a store whose history is another was restored.</summary>
/// <param name="Current">The one that goes on.</param>
/// <param name="Ended">Those before it, the oldest first.</param>
internal sealed record HubHistories(HistoryId Current, ImmutableArray<EndedHistory> Ended)
{
    /// <summary>What is left of a reader's position in the history that goes on.</summary>
    /// <returns>The number itself, or an earlier one; 0 for a history that is not known.</returns>
    internal long NotificationOf(FeedPosition position)
    {
        if (position.History == Current) return position.Number;
        var from = Ended.ToList().FindIndex(ended => ended.History == position.History);
        return from < 0 ? 0 : Ended.Skip(from).Select(ended => ended.Notification).Append(position.Number).Min();
    }

    /// <summary>The same after a restore.</summary>
    internal HubHistories After(Restored restored, Instant at) => new(HistoryId.Parse(restored.History),
        Ended.Add(new EndedHistory(HistoryId.Parse(restored.From), restored.Entry, restored.Notification, at)));

    internal byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(
        new HistoryList(Current.ToString(), [.. Ended.Select(e => new HistoryRow(e.History.ToString(), e.Entry, e.Notification, e.At))]),
        HistoryJson.Shared.HistoryList);

    /// <exception cref="FormatException">It is something else.</exception>
    internal static HubHistories Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var list = JsonSerializer.Deserialize(utf8, HistoryJson.Shared.HistoryList)!;
            return new HubHistories(HistoryId.Parse(list.Current),
                [.. list.Ended.Select(e => new EndedHistory(HistoryId.Parse(e.History), e.Entry, e.Notification, e.At))]);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The stored list of histories is damaged: {wrong.Message} 存储的历史记录已损坏。", wrong);
        }
    }
}
