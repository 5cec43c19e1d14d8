using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;

namespace CityKit.Storage;

/// <summary>Everything that one commit makes durable, all or nothing: inputs, and all that followed from them.</summary>
public sealed record StoreCommit
{
    /// <summary>The claim that the hub has.</summary>
    public required long Epoch { get; init; }

    /// <summary>The last journal entry before this commit.</summary>
    public required long After { get; init; }

    /// <summary>New journal entries, numbered from <see cref="After"/> + 1.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; init; } = [];

    /// <summary>The running hash after the last entry; needed with entries.</summary>
    public RunningHash Hash { get; init; }

    /// <summary>Documents as they now are, each once.</summary>
    public IReadOnlyCollection<DocumentChange> Documents { get; init; } = [];

    /// <summary>Pieces of state as they now are, each once.</summary>
    public IReadOnlyCollection<StateCell> Cells { get; init; } = [];

    /// <summary>New notifications, in order.</summary>
    public IReadOnlyList<Notification> Notifications { get; init; } = [];

    /// <summary>Keys of subjects: new ones, and those that were wrapped again; each once.</summary>
    public IReadOnlyList<SubjectKey> Subjects { get; init; } = [];

    /// <summary>New protected records; one that is there already stays as it is.</summary>
    public IReadOnlyList<ProtectedRecord> Records { get; init; } = [];

    /// <summary>Protected records that go: their time of keeping is over.</summary>
    public IReadOnlyList<string> DroppedRecords { get; init; } = [];

    /// <summary>
    /// Subjects whose key and records go, after all else of this commit. The bytes of the key are overwritten, not only its row taken out.
    /// </summary>
    public IReadOnlyList<SubjectId> Erased { get; init; } = [];

    /// <summary>Texts of a version before (<see cref="ICityStore.ReadTextsAsync"/>) that go.</summary>
    public IReadOnlyList<string> DroppedTexts { get; init; } = [];

    /// <summary>Entries up to the checkpoint as they are without their payloads (<see cref="JournalEntry.Prune"/>).</summary>
    public IReadOnlyList<JournalEntry> Pruned { get; init; } = [];

    /// <summary>The history that begins with this commit; null while the one before goes on.</summary>
    public HistoryId? History { get; init; }

    /// <summary>Every cell now holds all entries up to this one; null when that did not move.</summary>
    public long? Checkpoint { get; init; }

    /// <summary>For a store: where its record is when it has written this.</summary>
    public StorePosition PositionAfter(StorePosition before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with
        {
            Number = After + Entries.Count,
            Hash = Entries.Count > 0 ? Hash : before.Hash,
            Notification = Notifications.Count > 0 ? Notifications[^1].Number : before.Notification,
            Checkpoint = Checkpoint ?? before.Checkpoint,
            History = History ?? before.History,
        };
    }

    /// <summary>For a store, before it writes: what it replays at its next start keeps its payload.</summary>
    /// <exception cref="ArgumentException">An entry after the checkpoint is to be pruned, or one that still has its payload.</exception>
    public void Check(StorePosition before)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (Pruned.FirstOrDefault(e => !e.IsPruned || e.Number > before.Checkpoint) is { } entry)
            throw new ArgumentException(
                $"Journal entry {entry.Number} cannot be pruned: it has its payload, or comes after the checkpoint {before.Checkpoint}.");
    }
}
