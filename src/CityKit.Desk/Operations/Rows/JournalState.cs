using NodaTime;

namespace CityKit.Desk.Operations.Rows;

/// <summary>How far the journal has come, as <c>journal/state</c> has it.</summary>
internal sealed record JournalState(Instant Now, long Entries, string Head, string History, long Epoch, long Checkpoint, long Notifications,
    long LastHour, bool IsPruned)
{
    public Instant? FirstAt { get; init; }

    public Instant? LastAt { get; init; }
}
