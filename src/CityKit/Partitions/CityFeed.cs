using CityKit.Intake;
using CityKit.Live;
using CityKit.Observations;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Partitions;

/// <summary>The notifications of all partitions of a city: by time, those of one partition in its own order.</summary>
internal sealed class CityFeed(ICityReader reader) : IFeedSource
{
    private volatile CityHistories? known;

    public Task News => reader.News;

    public async ValueTask<FeedPage> ReadAsync(FeedPosition after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, 1000));
        var positions = await reader.ReadPositionsAsync(cancellationToken).ConfigureAwait(false);
        var begun = (await HistoriesAsync(positions, cancellationToken).ConfigureAwait(false)).Resolve(after);
        if (!IsBehind(begun.Start, positions)) return begun;
        var page = await reader.ReadNotificationsAsync(begun.Start.Parts, limit, cancellationToken).ConfigureAwait(false);
        return WithNext(begun with { Notifications = page });
    }

    public async ValueTask<FeedPosition> EndAsync(CancellationToken cancellationToken)
    {
        var positions = await reader.ReadPositionsAsync(cancellationToken).ConfigureAwait(false);
        var histories = await HistoriesAsync(positions, cancellationToken).ConfigureAwait(false);
        return histories.At(positions.Select(position => position.Notification));
    }

    public async ValueTask<FeedPosition> SinceAsync(Instant since, CancellationToken cancellationToken)
    {
        var positions = await reader.ReadPositionsAsync(cancellationToken).ConfigureAwait(false);
        var histories = await HistoriesAsync(positions, cancellationToken).ConfigureAwait(false);
        var numbers = new long[positions.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = await FeedStart.FindAsync(
                reader.Of(new PartitionId(i - 1)), positions[i].Notification, since, cancellationToken).ConfigureAwait(false);
        return histories.At(numbers);
    }

    private static bool IsBehind(FeedPosition at, IReadOnlyList<StorePosition> positions)
    {
        for (var i = 0; i < positions.Count; i++)
            if (at.Parts[i] < positions[i].Notification) return true;
        return false;
    }

    private static FeedPage WithNext(FeedPage page)
    {
        var numbers = page.Start.Parts.ToBuilder();
        foreach (var notification in page.Notifications) numbers[notification.Partition!.Value + 1] = notification.Number;
        return page with { Next = FeedPosition.OfCity(page.Histories, numbers.ToImmutable()) };
    }

    /// <summary>The histories that the positions are of; read again only when one of them is another.</summary>
    private async ValueTask<CityHistories> HistoriesAsync(IReadOnlyList<StorePosition> positions, CancellationToken cancellationToken)
    {
        if (known is { } last && last.Current.SequenceEqual(positions.Select(position => position.History))) return last;
        var cells = await reader.FindCellsAsync(HubCells.Histories, cancellationToken).ConfigureAwait(false);
        return known = new CityHistories([.. positions.Select((position, i) => Of(position, cells[i]))]);
    }

    /// <summary>A hub that has just opened a copy writes what it goes on from a moment later: the same is known here already.</summary>
    private static HubHistories Of(StorePosition position, StateCell? cell)
    {
        if (cell is null) return new HubHistories(position.History, []);
        var stored = HubHistories.Read(cell.Bytes.Span);
        return stored.Current == position.History ? stored : new HubHistories(position.History, stored.Ended.Add(
            new EndedHistory(stored.Current, position.Number, position.Notification, Instant.MaxValue)));
    }
}
