using CityKit.Storage;

namespace CityKit.Relaying;

/// <summary>Up to where a partition's journal was relayed to the city's own (转送位置).</summary>
/// <param name="History">The history of the partition's record.</param>
/// <param name="Number">The last entry; 0 for none.</param>
internal readonly record struct RelayCursor(HistoryId History, long Number);
