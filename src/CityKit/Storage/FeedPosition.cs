namespace CityKit.Storage;

/// <summary>Where a reader of notifications is (订阅位置). A number says something within one history only.</summary>
/// <param name="History">The history.</param>
/// <param name="Number">The last notification that was read; 0 for none.</param>
public readonly record struct FeedPosition(HistoryId History, long Number);
