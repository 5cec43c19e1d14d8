using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>An event of a damaged outbox on its way into a new one.</summary>
/// <param name="Event">The event, or the marker for those that could not be read.</param>
/// <param name="Position">Its place among the events of both lanes.</param>
/// <param name="Covers">How many sequences it stands for.</param>
/// <param name="IsLoss">True for a marker that was made here.</param>
internal readonly record struct SalvagedEvent(CityEvent Event, long Position, long Covers, bool IsLoss);
