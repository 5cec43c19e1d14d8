using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>Everything that one commit changes: put into the state at once, gathered for the store.</summary>
internal sealed class HubChanges(HubState state, Instant now) : ICommitChanges
{
    private readonly List<JournalEntry> entries = [];
    private readonly Dictionary<DocumentKey, Changed> documents = [];
    private readonly HashSet<DocumentKey> changedNow = [];
    private readonly List<DeviceRecord> repeated = [];
    private readonly List<Notification> notifications = [];
    private readonly List<ProtectedText> texts = [];
    private readonly List<StateCell> cells = [];
    private int findings;

    /// <summary>A document as this commit leaves it; null when it is removed.</summary>
    private readonly record struct Changed(DocumentKind Kind, object? Document, long Version);

    internal HubState State => state;

    /// <summary>The hub's clock for everything in this commit.</summary>
    public Instant Now => now;

    /// <summary>The journal entry that is being decided.</summary>
    public long Number => state.LastNumber;

    internal bool IsEmpty => entries.Count == 0;

    /// <summary>Devices as they now are, repeats counted.</summary>
    internal IEnumerable<DeviceRecord> Devices => OfKind(DeviceDocuments.Kind).Select(d => (DeviceRecord)d.Document!).Concat(repeated);

    internal bool HasNotifications => notifications.Count > 0;

    /// <summary>Appends an input to the journal; what follows from it comes after.</summary>
    internal void Journal(JournalKind kind, string key, ReadOnlyMemory<byte> payload)
    {
        changedNow.Clear();
        findings = 0;
        entries.Add(new JournalEntry(++state.LastNumber, now, kind, key, payload));
    }

    /// <summary>Takes the last input back: it was refused and nothing followed from it.</summary>
    internal void TakeBack()
    {
        entries.RemoveAt(entries.Count - 1);
        state.LastNumber--;
    }

    /// <summary>A lead as this commit leaves it, or as it is while open.</summary>
    internal Lead? Lead(LeadId id) => Find(LeadDocuments.Kind, id.ToString()) ?? state.Lead(id);

    /// <summary>A work item as this commit leaves it, or as it is while open.</summary>
    internal WorkItem? Item(WorkItemId id) => Find(ItemDocuments.Kind, id.ToString()) ?? state.Item(id);

    internal JournalEntry? FindEntry(JournalKind kind, string key) => entries.Find(e => e.Kind == kind && e.Key == key);

    internal void Put(DeviceRecord device)
    {
        state.Put(device);
        Put(DeviceDocuments.Kind, device.Id.Value, device);
    }

    /// <summary>Counts a repeat: kept in memory and stored with the next commit, since a repeat stores nothing.</summary>
    internal void PutAside(DeviceRecord device)
    {
        state.Put(device);
        repeated.Add(device);
    }

    internal void Put(Alert alert)
    {
        state.Put(alert);
        Put(AlertDocuments.Kind, alert.Id.ToString(), alert);
    }

    internal void Put(Lead lead)
    {
        state.Put(lead);
        Put(LeadDocuments.Kind, lead.Id.ToString(), lead);
    }

    internal void Put(WorkItem item)
    {
        state.Put(item);
        Put(ItemDocuments.Kind, item.Id.ToString(), item);
    }

    internal void Add(ProtectedText text) => texts.Add(text);

    internal void Put(CellKey key, ReadOnlyMemory<byte> bytes) => cells.Add(new StateCell(key, Number, bytes));

    internal void Add(string code, string source, Instant? from, Instant? to, LocalizedText reason, string audience = "")
    {
        var finding = new Finding(Number, code, source, from, to, reason) { Ordinal = findings++ };
        Put(FindingDocuments.Kind, FindingDocuments.Kind.IdOf(finding), finding);
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
            Documents = [.. documents.Select(d => d.Value.Kind.Change(d.Key.Id, d.Value.Document, d.Value.Version))],
            Cells = cells,
            Notifications = notifications,
            Texts = texts,
            Checkpoint = checkpoint,
        };
    }

    public bool TryFind(DocumentKey key, out object? document)
    {
        var isChanged = documents.TryGetValue(key, out var changed);
        document = changed.Document;
        return isChanged;
    }

    public IEnumerable<(string Id, object? Document)> OfKind(DocumentKind kind) =>
        documents.Where(d => d.Value.Kind == kind).Select(d => (d.Key.Id, d.Value.Document));

    public IReadOnlyList<object> ChangedNow(DocumentKind kind) =>
        [.. changedNow.Select(key => documents[key]).Where(d => d.Kind == kind).Select(d => d.Document).OfType<object>()];

    public void Put(DocumentKind kind, string id, object? document)
    {
        var key = new DocumentKey(kind.Name, id);
        documents[key] = new Changed(kind, document, Number);
        changedNow.Add(key);
    }

    public void NoteUndecided(string source, LocalizedText why) => Add("undecided", source, null, null, why);

    void ICommitChanges.Notify(string audience, string subject, LocalizedText text) =>
        Notify(NotificationKind.Notice, subject, text, audience);

    private T? Find<T>(DocumentKind<T> kind, string id) where T : class =>
        documents.GetValueOrDefault(new DocumentKey(kind.Name, id)).Document as T;
}
