using CityKit.Modules;
using NodaTime;

namespace CityKit.Samples.Parking;

/// <summary>A holder lends a bay for some hours (错时共享), or changes the offer.</summary>
public sealed record OfferBay(string CommandId, string Bay, string Compound, Instant From, Instant Until, long FenPerHour)
    : HubCommand(CommandId);
