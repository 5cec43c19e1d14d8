using NodaTime;

namespace CityKit.Desk.Operations.Rows;

/// <summary>How far the journal has come, as <c>journal/state</c> has it.</summary>
internal sealed record JournalState(Instant Now, long Entries, string Head, string History, long Epoch, long Checkpoint, long Notifications,
    long LastHour, bool IsPruned)
{
    /// <summary>The partitions of the city; empty for a hub that is the whole city.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>What the store takes up; null for one that does not know.</summary>
    public long? StoreBytes { get; init; }

    public Instant? FirstAt { get; init; }

    public Instant? LastAt { get; init; }
}
