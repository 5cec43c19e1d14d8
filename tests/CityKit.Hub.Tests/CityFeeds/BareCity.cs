using CityKit.Documents;
using CityKit.Intake;
using CityKit.Notifications;
using CityKit.Observations;
using CityKit.Partitions;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests.CityFeeds;

/// <summary>The stores of a city's partitions without their hubs: what matters to a reader of notifications.</summary>
internal sealed class BareCity(int count) : ICityReader
{
    internal static readonly Instant Start = Instant.FromUtc(2026, 6, 1, 0, 0);
    private readonly InMemoryCityStore[] stores = [.. Enumerable.Range(0, count + 1).Select(_ => new InMemoryCityStore())];
    private TaskCompletionSource news = new();

    public int Count => count;

    public Task News => news.Task;

    public ICityStore All => Of(PartitionId.City);

    public ICityStore Of(PartitionId partition) => stores[partition.Number + 1];

    public async ValueTask OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        foreach (var store in stores) await store.OpenAsync(kinds, cancellationToken);
    }

    /// <summary>A partition's hub commits a notification.</summary>
    internal async Task TellAsync(PartitionId partition, string subject, int second)
    {
        await CommitAsync(Of(partition), commit => commit, subject, second);
        var told = news;
        news = new TaskCompletionSource();
        told.SetResult();
    }

    /// <summary>A partition is restored from a copy that has only its first notifications, and its hub has opened the copy.</summary>
    internal async Task RestoreAsync(PartitionId partition, int kept, int second)
    {
        var (before, copy) = (Of(partition), new InMemoryCityStore());
        await copy.OpenAsync([], default);
        foreach (var notification in await before.ReadNotificationsAsync(0, kept, default))
            await CommitAsync(copy, commit => commit, notification.Subject, (int)(notification.At - Start).TotalSeconds);
        var known = (await before.FindCellsAsync([HubCells.Histories], default)).FirstOrDefault() is { } cell
            ? HubHistories.Read(cell.Bytes.Span) : new HubHistories((await before.ReadPositionAsync(default)).History, []);
        var ended = new EndedHistory(known.Current, 0, kept, Start + Duration.FromSeconds(second));
        var history = (await copy.ReadPositionAsync(default)).History;
        await CommitAsync(copy, commit => commit with
        {
            Cells = [new StateCell(HubCells.Histories, 0, new HubHistories(history, known.Ended.Add(ended)).ToArray())],
        });
        stores[partition.Number + 1] = copy;
    }

    /// <summary>Subject by subject, of each partition in its order.</summary>
    internal async Task<List<string>> SubjectsAsync(PartitionId partition) =>
        [.. (await Of(partition).ReadNotificationsAsync(0, 100_000, default)).Select(told => told.Subject)];

    public ValueTask<IReadOnlyDictionary<DocumentKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyDictionary<CellKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores) await store.DisposeAsync();
    }

    private static async Task CommitAsync(
        ICityStore store, Func<StoreCommit, StoreCommit> with, string? subject = null, int second = 0)
    {
        var at = await store.ReadPositionAsync(default);
        await store.CommitAsync(with(new StoreCommit
        {
            Epoch = at.Epoch, After = at.Number,
            Notifications = subject is null ? [] : [new Notification(at.Notification + 1, Start + Duration.FromSeconds(second),
                NotificationKind.Finding, subject, new("一", "one"), "")],
        }), default);
    }
}
