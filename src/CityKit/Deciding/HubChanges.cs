using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>Everything that one commit changes: put into the state at once, gathered for the store.</summary>
internal sealed class HubChanges(HubState state, Instant now)
{
    private readonly List<JournalEntry> entries = [];
    private readonly Dictionary<DeviceId, DeviceRecord> devices = [];
    private readonly List<DeviceRecord> repeated = [];
    private readonly Dictionary<AlertId, Alert> alerts = [];
    private readonly Dictionary<LeadId, Lead> leads = [];
    private readonly Dictionary<WorkItemId, WorkItem> items = [];
    private readonly List<Finding> findings = [];
    private readonly List<Notification> notifications = [];
    private readonly List<ProtectedText> texts = [];
    private readonly List<StateCell> cells = [];

    internal HubState State => state;

    /// <summary>The hub's clock for everything in this commit.</summary>
    internal Instant Now => now;

    /// <summary>The journal entry that is being decided.</summary>
    internal long Number => state.LastNumber;

    internal bool IsEmpty => entries.Count == 0;

    /// <summary>Devices as they now are, repeats counted.</summary>
    internal IEnumerable<DeviceRecord> Devices => devices.Values.Concat(repeated);

    internal bool HasNotifications => notifications.Count > 0;

    /// <summary>Appends an input to the journal; what follows from it comes after.</summary>
    internal void Journal(JournalKind kind, string key, ReadOnlyMemory<byte> payload) =>
        entries.Add(new JournalEntry(++state.LastNumber, now, kind, key, payload));

    /// <summary>Takes the last input back: it was refused and nothing followed from it.</summary>
    internal void TakeBack()
    {
        entries.RemoveAt(entries.Count - 1);
        state.LastNumber--;
    }

    /// <summary>A lead as this commit leaves it, or as it is while open.</summary>
    internal Lead? Lead(LeadId id) => leads.GetValueOrDefault(id) ?? state.Lead(id);

    /// <summary>A work item as this commit leaves it, or as it is while open.</summary>
    internal WorkItem? Item(WorkItemId id) => items.GetValueOrDefault(id) ?? state.Item(id);

    internal JournalEntry? FindEntry(JournalKind kind, string key) => entries.Find(e => e.Kind == kind && e.Key == key);

    internal void Put(DeviceRecord device) => state.Put(devices[device.Id] = device);

    /// <summary>Counts a repeat: kept in memory and stored with the next commit, since a repeat stores nothing.</summary>
    internal void PutAside(DeviceRecord device)
    {
        state.Put(device);
        repeated.Add(device);
    }

    internal void Put(Alert alert) => state.Put(alerts[alert.Id] = alert);

    internal void Put(Lead lead) => state.Put(leads[lead.Id] = lead);

    internal void Put(WorkItem item) => state.Put(items[item.Id] = item);

    internal void Add(ProtectedText text) => texts.Add(text);

    internal void Put(CellKey key, ReadOnlyMemory<byte> bytes) => cells.Add(new StateCell(key, Number, bytes));

    internal void Add(string code, string source, Instant? from, Instant? to, LocalizedText reason, string audience = "")
    {
        findings.Add(new Finding(Number, code, source, from, to, reason) { Ordinal = findings.Count(f => f.Journal == Number) });
        Notify(NotificationKind.Finding, source, new LocalizedText($"{source}：{reason.Zh}", $"{source}: {reason.En}"), audience);
    }

    internal void Notify(NotificationKind kind, string subject, LocalizedText text, string audience = "") =>
        notifications.Add(new Notification(++state.LastNotification, now, kind, subject, text, audience));

    /// <summary>What the store is given.</summary>
    /// <param name="checkpoint">The entry that all cells hold now; null when that did not move.</param>
    internal StoreCommit ToCommit(long? checkpoint)
    {
        state.Hash = entries.Aggregate(state.Hash, JournalChain.Next);
        return new StoreCommit
        {
            Epoch = state.Epoch,
            After = state.LastNumber - entries.Count,
            Entries = entries,
            Hash = state.Hash,
            Documents = [.. Documents()],
            Cells = cells,
            Notifications = notifications,
            Texts = texts,
            Checkpoint = checkpoint,
        };
    }

    private IEnumerable<DocumentChange> Documents() =>
    [
        .. devices.Values.Select(d => DeviceDocuments.Kind.Put(d, Number)),
        .. alerts.Values.Select(a => AlertDocuments.Kind.Put(a, Number)),
        .. leads.Values.Select(l => LeadDocuments.Kind.Put(l, Number)),
        .. items.Values.Select(i => ItemDocuments.Kind.Put(i, Number)),
        .. findings.Select(f => FindingDocuments.Kind.Put(f, f.Journal)),
    ];
}
