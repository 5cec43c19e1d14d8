using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Samples.Parking;

/// <summary>Somebody's use of a bay (预约).</summary>
/// <param name="Id">The command's id that booked it.</param>
/// <param name="Bay">The bay.</param>
/// <param name="Compound">Where it is.</param>
/// <param name="Guest">Who parks: an actor's id.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when.</param>
/// <param name="Fen">What it costs, in fen.</param>
/// <param name="IsOver">Whether the time is over and the income counted.</param>
public sealed record Booking(string Id, string Bay, string Compound, string Guest, Instant From, Instant Until, long Fen, bool IsOver)
{
    internal static DocumentIndex<Booking> OfBay { get; } = DocumentIndex<Booking>.Text("bay", b => b.IsOver ? null : b.Bay);

    internal static DocumentIndex<Booking> InCompound { get; } = DocumentIndex<Booking>.Text("compound", b => b.Compound);

    internal static DocumentIndex<Booking> OfGuest { get; } = DocumentIndex<Booking>.Text("guest", b => b.Guest);

    internal static DocumentIndex<Booking> Over { get; } = DocumentIndex<Booking>.Integer("over", b => b.IsOver ? 1 : 0);

    internal static DocumentIndex<Booking> Income { get; } = DocumentIndex<Booking>.Integer("fen", b => b.Fen);

    internal static DocumentIndex<Booking> Start { get; } = DocumentIndex<Booking>.Order("start", b => b.From);

    internal static DocumentIndex<Booking> Due { get; } = DocumentIndex<Booking>.Order("due", b => b.IsOver ? null : b.Until);

    internal static DocumentKind<Booking> Kind { get; } = ModuleJson.Documents("parking_booking", b => b.Id, ParkingJson.Shared.Booking,
        OfBay, InCompound, OfGuest, Over, Income, Start, Due);
}
