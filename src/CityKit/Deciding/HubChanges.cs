using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>Everything that one commit changes, gathered for the store.</summary>
internal sealed class HubChanges(HubState state, Instant now) : ICommitChanges
{
    private readonly List<JournalEntry> entries = [];
    private readonly Dictionary<DocumentKind, Dictionary<string, Changed>> documents = [];
    private readonly List<Notification> notifications = [];
    private readonly Dictionary<SubjectId, SubjectKey> subjects = [];
    private readonly Dictionary<string, ProtectedRecord> records = [];
    private readonly List<string> droppedRecords = [];
    private readonly List<string> droppedTexts = [];
    private readonly Dictionary<SubjectId, bool> erased = [];
    private readonly List<StateCell> cells = [];
    private int findings;

    /// <summary>A document as this commit leaves it; null when it is removed.</summary>
    private readonly record struct Changed(object? Document, long Version);

    /// <summary>The hub's clock for everything in this commit.</summary>
    public Instant Now => now;

    /// <summary>The journal entry that is being decided.</summary>
    public long Number => state.LastNumber;

    internal bool IsEmpty => entries.Count == 0;

    internal bool HasNotifications => notifications.Count > 0;

    /// <summary>Appends an input to the journal; what follows from it comes after.</summary>
    internal void Journal(Draft draft)
    {
        findings = 0;
        entries.Add(new JournalEntry(++state.LastNumber, now, draft.Kind, draft.Key, draft.Payload));
    }

    /// <summary>Takes the last input back: it was refused and nothing followed from it.</summary>
    internal void TakeBack()
    {
        entries.RemoveAt(entries.Count - 1);
        state.LastNumber--;
    }

    internal void Add(SubjectKey subject) => subjects[subject.Id] = subject;

    /// <summary>Keeps a protected record and what is known of it.</summary>
    internal void Keep(ProtectedRecord record, RecordInfo info)
    {
        if (records.TryAdd(record.Id, record)) Put(PrivacyDocuments.Records, record.Id, info);
    }

    /// <summary>Drops a text of a version before, which is kept as a record now.</summary>
    internal void DropText(string id) => droppedTexts.Add(id);

    public void DropRecord(string id) => droppedRecords.Add(id);

    public void Erase(SubjectId subject, bool isHousehold) => erased[subject] = isHousehold;

    /// <summary>The subjects that this commit erases, and whether each is a household.</summary>
    internal IReadOnlyDictionary<SubjectId, bool> Erased => erased;

    internal void Put(CellKey key, ReadOnlyMemory<byte> bytes) => cells.Add(new StateCell(key, Number, bytes));

    internal void Put(IEnumerable<StateCell> pieces) => cells.AddRange(pieces);

    /// <summary>The history that begins with the commit; null while the one before goes on.</summary>
    internal HistoryId? History { get; set; }

    /// <summary>How many entries the commit has.</summary>
    internal int Entries => entries.Count;

    public void Add(string code, string source, Instant? from, Instant? to, LocalizedText reason, string audience = "")
    {
        var finding = new Finding(Number, code, source, from, to, reason) { Ordinal = findings++, At = now };
        Put(FindingDocuments.Kind, FindingDocuments.Kind.IdOf(finding), finding);
        Notify(NotificationKind.Finding, source, new LocalizedText($"{source}：{reason.Zh}", $"{source}: {reason.En}"), audience);
    }

    public void Notify(NotificationKind kind, string subject, LocalizedText text, string audience = "") =>
        notifications.Add(new Notification(++state.LastNotification, now, kind, subject, text, audience));

    /// <summary>What the store is given.</summary>
    /// <param name="checkpoint">The entry that all cells hold now; null when that did not move.</param>
    internal StoreCommit ToCommit(long? checkpoint)
    {
        foreach (var entry in entries) state.Hash = JournalChain.Next(state.Hash, entry);
        return new StoreCommit
        {
            Epoch = state.Epoch,
            After = state.LastNumber - entries.Count,
            Entries = entries,
            Hash = state.Hash,
            Documents = Changes(),
            Cells = cells,
            Notifications = notifications,
            Subjects = [.. subjects.Values],
            Records = [.. records.Values],
            DroppedRecords = droppedRecords,
            DroppedTexts = droppedTexts,
            Erased = [.. erased.Keys],
            Checkpoint = checkpoint,
            History = History,
        };
    }

    public bool TryFind(DocumentKind kind, string id, out object? document)
    {
        document = null;
        if (!documents.TryGetValue(kind, out var known) || !known.TryGetValue(id, out var changed)) return false;
        document = changed.Document;
        return true;
    }

    public IEnumerable<(string Id, object? Document)> OfKind(DocumentKind kind) =>
        documents.TryGetValue(kind, out var known) ? known.Select(d => (d.Key, d.Value.Document)) : [];

    public IReadOnlyList<object> ChangedNow(DocumentKind kind) =>
        documents.TryGetValue(kind, out var known)
            ? [.. known.Values.Where(d => d.Version == Number).Select(d => d.Document).OfType<object>()]
            : [];

    public void Put(DocumentKind kind, string id, object? document)
    {
        if (!documents.TryGetValue(kind, out var known)) documents[kind] = known = [];
        known[id] = new Changed(document, Number);
    }

    public void Put(CellKey key, object piece) => state.Modules.Set(key, piece, Number);

    public long CountOf(DocumentKind kind) => state.CountOf(kind);

    public void Count(DocumentKind kind, long more) => state.Count(kind, more);

    private List<DocumentChange> Changes()
    {
        var all = new List<DocumentChange>();
        foreach (var (kind, known) in documents)
            foreach (var (id, changed) in known) all.Add(kind.Change(id, changed.Document, changed.Version));
        return all;
    }
}
