using System.Runtime.CompilerServices;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Devices;

namespace CityKit.Journal;

/// <summary>A store that lasts as long as the process: for tests, trials and replays.</summary>
public sealed class InMemoryCityStore : ICityStore
{
    private readonly Lock gate = new();
    private readonly List<JournalEntry> journal = [];
    private readonly Dictionary<(JournalKind, string), JournalEntry> byKey = [];
    private readonly Dictionary<DeviceId, DeviceRecord> devices = [];
    private readonly Dictionary<Sensors.Alerts.AlertId, Alert> alerts = [];
    private readonly Dictionary<LeadId, Lead> leads = [];
    private readonly Dictionary<WorkItemId, WorkItem> items = [];
    private readonly List<Finding> findings = [];
    private readonly List<Notification> notifications = [];
    private readonly Dictionary<string, ProtectedText> texts = [];
    private HubSnapshot? snapshot;

    /// <inheritdoc/>
    public ValueTask<HubImage> OpenAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(new HubImage
            {
                LastNumber = journal.Count,
                LastNotification = notifications.Count,
                ItemsOpened = items.Count,
                Snapshot = snapshot,
                Configuration = journal.LastOrDefault(e => e.Kind == JournalKind.Configuration),
                Devices = [.. devices.Values.OrderBy(d => d.Id)],
                Alerts = [.. Sorted(alerts.Values).Where(a => a.ClearedAt is null)],
                Leads = [.. Sorted(leads.Values).Where(l => l.State == LeadState.Open)],
                Items = [.. Sorted(items.Values).Where(i => i.IsOpen)],
            });
        }
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(HubCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        lock (gate)
        {
            journal.AddRange(commit.Entries);
            foreach (var entry in commit.Entries.Where(e => e.Key.Length > 0)) byKey.Add((entry.Kind, entry.Key), entry);
            foreach (var device in commit.Devices) devices[device.Id] = device;
            foreach (var alert in commit.Alerts) alerts[alert.Id] = alert;
            foreach (var lead in commit.Leads) leads[lead.Id] = lead;
            foreach (var item in commit.Items) items[item.Id] = item;
            foreach (var text in commit.Texts) texts.TryAdd(text.Id, text);
            findings.AddRange(commit.Findings);
            notifications.AddRange(commit.Notifications);
            snapshot = commit.Snapshot ?? snapshot;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken) =>
        Each(() => journal.Where(e => e.Number > after), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindEntryAsync(JournalKind kind, string key, CancellationToken cancellationToken) =>
        Locked(() => byKey.GetValueOrDefault((kind, key)));

    /// <inheritdoc/>
    public IAsyncEnumerable<Alert> ReadAlertsAsync(CancellationToken cancellationToken) => Each(() => Sorted(alerts.Values), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Lead> ReadLeadsAsync(CancellationToken cancellationToken) => Each(() => Sorted(leads.Values), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<WorkItem> ReadItemsAsync(CancellationToken cancellationToken) => Each(() => Sorted(items.Values), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WorkItem?> FindItemAsync(WorkItemId id, CancellationToken cancellationToken) => Locked(() => items.GetValueOrDefault(id));

    /// <inheritdoc/>
    public ValueTask<Lead?> FindLeadAsync(LeadId id, CancellationToken cancellationToken) => Locked(() => leads.GetValueOrDefault(id));

    /// <inheritdoc/>
    public ValueTask<ProtectedText?> FindTextAsync(string id, CancellationToken cancellationToken) => Locked(() => texts.GetValueOrDefault(id));

    /// <inheritdoc/>
    public IAsyncEnumerable<Finding> ReadFindingsAsync(CancellationToken cancellationToken) => Each(() => findings, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Notification>>(() => [.. notifications.Skip((int)Math.Min(after, int.MaxValue)).Take(limit)]);

    /// <summary>Keeps everything: the same store can be opened again.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<T> Locked<T>(Func<T> read)
    {
        lock (gate) return ValueTask.FromResult(read());
    }

    private async IAsyncEnumerable<T> Each<T>(Func<IEnumerable<T>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var value in await Locked(() => read().ToArray()).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return value;
        }
    }

    private static IEnumerable<Alert> Sorted(IEnumerable<Alert> alerts) => alerts.OrderBy(a => a.RaisedAt).ThenBy(a => a.Id.ToString(), StringComparer.Ordinal);

    private static IEnumerable<Lead> Sorted(IEnumerable<Lead> leads) => leads.OrderBy(l => l.At).ThenBy(l => l.Id.ToString(), StringComparer.Ordinal);

    private static IEnumerable<WorkItem> Sorted(IEnumerable<WorkItem> items) => items.OrderBy(i => i.ReportedAt).ThenBy(i => i.Id.ToString(), StringComparer.Ordinal);
}
