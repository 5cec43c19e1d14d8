using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Samples.Parking;

/// <summary>A bay of the compound (车位), and the hours in which its holder lends it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Compound">Where it is.</param>
/// <param name="Holder">Who lends it: an actor's id.</param>
/// <param name="From">From when on it may be booked.</param>
/// <param name="Until">Until when.</param>
/// <param name="FenPerHour">What an hour costs, in fen.</param>
public sealed record Bay(string Id, string Compound, string Holder, Instant From, Instant Until, long FenPerHour)
{
    internal static DocumentIndex<Bay> InCompound { get; } = DocumentIndex<Bay>.Text("compound", b => b.Compound);

    internal static DocumentIndex<Bay> OfferedUntil { get; } = DocumentIndex<Bay>.Order("until", b => b.Until);

    internal static DocumentKind<Bay> Kind { get; } = ModuleJson.Documents("parking_bay", b => b.Id, ParkingJson.Shared.Bay, InCompound,
        OfferedUntil);
}
