using NodaTime;

namespace CityKit.Storage;

/// <summary>A history of a hub's record that another one went on from (已结束的历史).</summary>
/// <param name="History">The history.</param>
/// <param name="Entry">The last journal entry that the one after it has of it.</param>
/// <param name="Notification">The last notification that the one after it has of it.</param>
/// <param name="At">When the hub noticed, by its clock.</param>
public sealed record EndedHistory(HistoryId History, long Entry, long Notification, Instant At);
