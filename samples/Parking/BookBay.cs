using CityKit.Modules;
using NodaTime;

namespace CityKit.Samples.Parking;

/// <summary>Somebody books a bay for a stretch of its offered hours (预约车位).</summary>
public sealed record BookBay(string CommandId, string Bay, Instant From, Instant Until) : HubCommand(CommandId);
