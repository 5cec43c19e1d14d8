using CityKit.Core.Chain;
using CityKit.Notifications;

namespace CityKit.Storage;

/// <summary>How far a store's record has come.</summary>
/// <param name="Epoch">The claim in force.</param>
/// <param name="Number">The last journal entry; 0 for none.</param>
/// <param name="Hash">The running hash after it.</param>
/// <param name="Notification">The last notification; 0 for none.</param>
/// <param name="Checkpoint">Every cell holds all entries up to this one; a start replays what comes after.</param>
public sealed record StorePosition(long Epoch, long Number, RunningHash Hash, long Notification, long Checkpoint)
{
    /// <summary>The history that the numbers belong to: two positions compare only within one.</summary>
    public HistoryId History { get; init; }
}
