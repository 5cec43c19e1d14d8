using CityKit.Core;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Modules;

/// <summary>
/// One try of a decision: reads what the store had, overlaid with what the commit has changed and with its own changes; keeps those to
/// itself until <see cref="Keep"/>.
/// </summary>
/// <param name="facts">What was read from the store.</param>
/// <param name="commit">The commit so far.</param>
/// <param name="owned">The kinds of documents that the module may change.</param>
/// <param name="ownedStates">The kinds of state that the module has.</param>
internal sealed class Attempt(GroupFacts facts, ICommitChanges commit,
    IReadOnlySet<DocumentKind> owned, IReadOnlySet<StateKind> ownedStates) : IFacts, IChanges
{
    private readonly Dictionary<DocumentKey, (DocumentKind Kind, object? Document)> changed = [];
    private readonly Dictionary<CellKey, object> states = [];
    private readonly Dictionary<DocumentKind, long> counted = [];
    private readonly List<Action<ICommitChanges>> told = [];

    public Instant Now => commit.Now;

    /// <summary>What the hub looked up before it took in the command that is decided; null when it looked nothing up.</summary>
    internal CommandLookup? Lookup { get; set; }

    public T? Find<T>(DocumentKind<T> kind, string id) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        var key = new DocumentKey(kind.Name, id);
        if (changed.TryGetValue(key, out var own)) return (T?)own.Document;
        return commit.TryFind(kind, id, out var document) ? (T?)document : facts.Find(kind, id);
    }

    public T? Read<T>(StateKind<T> kind, string key) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (!ownedStates.Contains(kind))
            throw new InvalidOperationException($"The state '{kind.Name}' is not the module's: declare it.");
        return (T?)State(new CellKey(kind.Name, key), kind);
    }

    /// <summary>Lets a command that is carried out change a piece of state.</summary>
    internal void Fold(StateFold fold, HubCommand command)
    {
        var key = fold.KeyOf(command);
        states[key] = fold.Next(State(key, fold.Kind), command, Now);
    }

    private object? State(CellKey key, StateKind kind) => states.TryGetValue(key, out var own) ? own : facts.State(key, kind);

    public IReadOnlyList<T> Query<T>(DocumentQuery<T> query) where T : class
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Plain.Check(query.Kind);
        if (query.Plain.After is not null)
            throw new ArgumentException("A decision reads the first page of a query.", nameof(query));
        var overlay = OverlayOf(query.Kind);
        if (facts.PageOf(query, query.Plain.Limit) is not { } page) return [];
        var rows = page.Rows.Cast<T>().Where(row => !overlay.ContainsKey(query.Kind.IdOf(row))).ToList();
        if (rows.Count < query.Plain.Limit && page.HasMore
            && facts.PageOf(query, Math.Min(DocumentQuery.MaxRows, page.Asked * 2)) is null)
            return [];
        return Merge(query, rows, overlay.Values.OfType<T>());
    }

    public void Put<T>(DocumentKind<T> kind, T document) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(document);
        Own(kind);
        changed[new DocumentKey(kind.Name, kind.IdOf(document))] = (kind, document);
    }

    public void Remove<T>(DocumentKind<T> kind, string id) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        Own(kind);
        changed[new DocumentKey(kind.Name, id)] = (kind, null);
    }

    public void Notify(string audience, string subject, LocalizedText text)
    {
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(text);
        Notify(NotificationKind.Notice, subject, text, audience);
    }

    internal void Notify(NotificationKind kind, string subject, LocalizedText text, string audience = "") =>
        told.Add(changes => changes.Notify(kind, subject, text, audience));

    /// <summary>Adds a finding: what was not seen, or could not be decided.</summary>
    internal void Add(string code, string source, Instant? from, Instant? to, LocalizedText reason, string audience = "") =>
        told.Add(changes => changes.Add(code, source, from, to, reason, audience));

    /// <inheritdoc cref="ICommitChanges.DropRecord"/>
    internal void DropRecord(string id) => told.Add(changes => changes.DropRecord(id));

    /// <inheritdoc cref="ICommitChanges.Erase"/>
    internal void Erase(SubjectId subject, bool isHousehold) => told.Add(changes => changes.Erase(subject, isHousehold));

    /// <summary>An earlier entry of the journal; null when there is none.</summary>
    internal JournalEntry? Entry(EntryKey key) => facts.Entry(key);

    /// <summary>The next number of a kind that numbers its documents.</summary>
    internal long NextNumber(DocumentKind kind) =>
        commit.CountOf(kind) + (counted[kind] = counted.GetValueOrDefault(kind) + 1);

    /// <summary>Leaves numbers of such a kind out.</summary>
    internal void SkipNumbers(DocumentKind kind, long count) => counted[kind] = counted.GetValueOrDefault(kind) + count;

    /// <summary>Puts everything into the commit.</summary>
    internal void Keep()
    {
        foreach (var (key, (kind, document)) in changed) commit.Put(kind, key.Id, document);
        foreach (var (key, state) in states) commit.Put(key, state);
        foreach (var (kind, more) in counted) commit.Count(kind, more);
        foreach (var tell in told) tell(commit);
    }

    private void Own(DocumentKind kind)
    {
        if (!owned.Contains(kind))
            throw new InvalidOperationException(
                $"Documents of kind '{kind.Name}' are another module's: declare them, or ask it by a command.");
    }

    private Dictionary<string, object?> OverlayOf(DocumentKind kind)
    {
        var overlay = commit.OfKind(kind).ToDictionary(d => d.Id, d => d.Document);
        foreach (var (key, (_, document)) in changed)
            if (key.Kind == kind.Name) overlay[key.Id] = document;
        return overlay;
    }

    private static IReadOnlyList<T> Merge<T>(DocumentQuery<T> query, List<T> rows, IEnumerable<T> overlay) where T : class
    {
        var sign = query.Plain.Descending ? -1 : 1;
        var fits = rows.Concat(overlay).Select(row => (Row: row, Place: query.PlaceOf(row))).Where(r => r.Place is not null).ToList();
        fits.Sort((a, b) => sign * DocumentCursor.Compare(a.Place!, b.Place!));
        return [.. fits.Take(query.Plain.Limit).Select(r => r.Row)];
    }
}
