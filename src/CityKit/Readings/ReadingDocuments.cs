using CityKit.Documents;

namespace CityKit.Readings;

/// <summary>Readings as a store keeps them, and what they can be asked by.</summary>
public static class ReadingDocuments
{
    /// <summary>The sensor and the hour together, so that a stretch of one sensor's hours is a stretch of this index.</summary>
    public static DocumentIndex<ReadingHour> SensorHour { get; } = DocumentIndex<ReadingHour>.Text("sensor_hour", h => h.Id);

    /// <summary>When an hour's time of keeping is over.</summary>
    public static DocumentIndex<ReadingHour> DropAt { get; } = DocumentIndex<ReadingHour>.Order("drop_at", h => h.DropAt);

    /// <summary>All hours of all sensors.</summary>
    public static DocumentKind<ReadingHour> Kind { get; } =
        new("reading_hour", h => h.Id, ReadingCodec.Write, ReadingCodec.Read, SensorHour, DropAt);
}
