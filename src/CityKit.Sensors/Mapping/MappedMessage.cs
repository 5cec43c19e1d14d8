using CityKit.Sensors.Feeds;

namespace CityKit.Sensors.Mapping;

/// <summary>What a vendor's message says.</summary>
/// <param name="Id">The message's id as the vendor writes it; null when the mapping names none, or the message has none.</param>
/// <param name="Readings">What could be read, in the order of the mapping and of the rows.</param>
/// <param name="Rejects">What could not be: row (from 1), path, value and reason.</param>
public sealed record MappedMessage(string? Id, IReadOnlyList<MappedReading> Readings, IReadOnlyList<FeedReject> Rejects);
