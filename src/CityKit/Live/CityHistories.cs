using System.Collections.Immutable;
using CityKit.Observations;
using CityKit.Storage;

namespace CityKit.Live;

/// <summary>The histories of all partitions of a city, the city's own first.</summary>
internal sealed class CityHistories(IReadOnlyList<HubHistories> partitions)
{
    /// <summary>Those that go on.</summary>
    internal ImmutableArray<HistoryId> Current { get; } = [.. partitions.Select(known => known.Current)];

    /// <summary>A position in the histories that go on.</summary>
    internal FeedPosition At(IEnumerable<long> numbers) => FeedPosition.OfCity(Current, [.. numbers]);

    /// <summary>What is left of a reader's position in the histories that go on, and which partitions were restored since.</summary>
    /// <remarks>A position in histories that are not known is in none: the reader begins again, and every partition is reported.</remarks>
    internal FeedPage Resolve(FeedPosition after)
    {
        if (after == default) return Page(At(Current.Select(_ => 0L)), []);
        if (HistoriesOf(after) is not { } known)
            return Page(At(Current.Select(_ => 0L)), [.. Current.Select((history, i) => new FeedRestore(i - 1, history, 0))]);
        var left = known.Select((history, i) => partitions[i].NotificationOf(new FeedPosition(history, after.Parts[i]))).ToArray();
        return Page(At(left), [.. Enumerable.Range(0, left.Length).Where(i => after.Parts[i] > 0 && known[i] != Current[i])
            .Select(i => new FeedRestore(i - 1, Current[i], left[i]))]);
    }

    /// <summary>The histories that a position is in: those of now, or what they were before one after the other of the restores.</summary>
    private HistoryId[]? HistoriesOf(FeedPosition after)
    {
        if (after.Parts.Length != Current.Length) return null;
        HistoryId[] histories = [.. Current];
        if (Are(histories, after)) return histories;
        var restores = partitions.SelectMany((known, i) => known.Ended.Select(ended => (Partition: i, ended)));
        foreach (var (partition, ended) in restores.Reverse().OrderByDescending(restore => restore.ended.At))
        {
            histories[partition] = ended.History;
            if (Are(histories, after)) return histories;
        }
        return null;
    }

    private static bool Are(HistoryId[] histories, FeedPosition after) => FeedPosition.OfCity(histories, after.Parts) == after;

    private FeedPage Page(FeedPosition at, IReadOnlyList<FeedRestore> restores) => new([], at, at, restores) { Histories = Current };
}
