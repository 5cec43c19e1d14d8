using System.Text.Json.Serialization;
using CityKit.Modules;

namespace CityKit.Samples.Parking;

/// <summary>How the module's commands and documents are written; generated at compile time.</summary>
[JsonSerializable(typeof(Bay))]
[JsonSerializable(typeof(Booking))]
[JsonSerializable(typeof(OfferBay))]
[JsonSerializable(typeof(BookBay))]
internal sealed partial class ParkingJson : JsonSerializerContext
{
    internal static ParkingJson Shared { get; } = new(ModuleJson.NewOptions());
}
