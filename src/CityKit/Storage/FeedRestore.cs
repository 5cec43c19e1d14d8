namespace CityKit.Storage;

/// <summary>A hub was restored from an older copy since a reader's position (恢复): what came after the number is void.</summary>
/// <param name="Partition">The number of the partition, -1 for the city's own; null for a hub by itself.</param>
/// <param name="History">The history that goes on.</param>
/// <param name="From">The last notification that still counts.</param>
public sealed record FeedRestore(int? Partition, HistoryId History, long From);
