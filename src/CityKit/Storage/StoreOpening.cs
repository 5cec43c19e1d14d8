namespace CityKit.Storage;

/// <summary>What a store says when a hub claims it.</summary>
/// <param name="Epoch">The claim: every commit names it, and none of an older one is taken any more.</param>
/// <param name="Position">How far its record has come.</param>
public sealed record StoreOpening(long Epoch, StorePosition Position);
