using CityKit.Storage;

namespace CityKit.Delivering;

/// <summary>What a store of deliveries has when it is opened.</summary>
/// <param name="Positions">How far each subscription is.</param>
/// <param name="Waiting">What waits, by id.</param>
/// <param name="LastId">The highest id there ever was that is still known; 0 for none.</param>
public sealed record DeliveryOpening(IReadOnlyDictionary<string, FeedPosition> Positions, IReadOnlyList<Delivery> Waiting, long LastId);
