namespace CityKit.Samples.District.Load;

/// <summary>How much a device sends.</summary>
/// <param name="EventsPerBatch">Readings in a batch.</param>
/// <param name="Every">From batch to batch.</param>
internal sealed record LoadRate(int EventsPerBatch, TimeSpan Every);
