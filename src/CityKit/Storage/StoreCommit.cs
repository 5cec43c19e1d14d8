using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;

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

    /// <summary>New protected records.</summary>
    public IReadOnlyList<ProtectedText> Texts { get; init; } = [];

    /// <summary>Every cell now holds all entries up to this one; null when that did not move.</summary>
    public long? Checkpoint { get; init; }
}
