using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Samples.Parking;

/// <summary>
/// A compound's bays shared at staggered hours (错时共享停车): holders offer, guests book, what is over becomes income that everyone sees. A
/// module in an assembly of its own.
/// </summary>
public sealed class ParkingModule : ICityModule
{
    private static readonly Duration Shortest = Duration.FromMinutes(30);

    /// <inheritdoc/>
    public string Name => "parking";

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration) => declaration
        .Documents(Bay.Kind)
        .Documents(Booking.Kind)
        .Command("parking/offer", ParkingJson.Shared.OfferBay, Access.For(DataClass.Work, Role.Resident, Role.PropertyManager), Offer)
        .Command("parking/book", ParkingJson.Shared.BookBay, Access.For(DataClass.Personal, Role.Resident), Book)
        .Timer(Booking.Kind, Booking.Due, End)
        .Query("parking/offers", Bay.Kind, Access.For(DataClass.Work), Offers, Write,
            QueryParameter.Text("compound", "the compound", "小区"),
            QueryParameter.Instant("at", "offered at that time; now when it is not given", "时刻，默认为现在"))
        .Query("parking/mine", Booking.Kind, Access.For(DataClass.Personal, Role.Resident), Mine, Write);

    /// <summary>What a compound's bays have earned, in fen: shown to everyone, as it pays for the compound.</summary>
    public static async Task<long> IncomeAsync(ICityStore store, string compound, CancellationToken cancellationToken = default)
    {
        var over = Booking.Kind.Query().Where(Booking.InCompound, compound).Where(Booking.Over, 1);
        return (await store.SumAsync(over, Booking.Income, [], cancellationToken)).Sum(group => group.Sum);
    }

    private static Refusal? Offer(OfferBay offer, Actor actor, IFacts facts, IChanges changes)
    {
        if (offer.Until <= offer.From || offer.FenPerHour is < 0 or > 100_00)
            return Refusal.Of("bad-offer", $"An offer ends after it begins and costs 0 to 10000 fen an hour, not {offer.FenPerHour}.",
                $"共享时段须先起后止，每小时 0 至 10000 分，而非 {offer.FenPerHour} 分。");
        if (facts.Find(Bay.Kind, offer.Bay) is { } known && known.Holder != actor.Id)
            return Refusal.Of("not-yours", $"Bay {offer.Bay} is offered by somebody else.", $"车位 {offer.Bay} 由他人登记。");
        if (Taken(offer.Bay, facts).FirstOrDefault(b => b.From < offer.From || b.Until > offer.Until) is { } booked)
            return Refusal.Of("booked", $"Bay {offer.Bay} is booked {booked.From} to {booked.Until}: keep these hours.",
                $"车位 {offer.Bay} 在 {booked.From} 至 {booked.Until} 已被预约，请保留该时段。");
        changes.Put(Bay.Kind, new Bay(offer.Bay, offer.Compound, actor.Id, offer.From, offer.Until, offer.FenPerHour));
        return null;
    }

    private static Refusal? Book(BookBay book, Actor actor, IFacts facts, IChanges changes)
    {
        if (facts.Find(Bay.Kind, book.Bay) is not { } bay)
            return Refusal.Of("not-found", $"Nobody offers bay {book.Bay}.", $"没有人共享车位 {book.Bay}。");
        if (book.From < facts.Now || book.From < bay.From || book.Until > bay.Until || book.Until - book.From < Shortest)
            return Refusal.Of("not-offered", $"Bay {bay.Id} is offered {bay.From} to {bay.Until}, from now on and for at least 30 minutes.",
                $"车位 {bay.Id} 的共享时段为 {bay.From} 至 {bay.Until}，至少预约 30 分钟。");
        if (Taken(bay.Id, facts).FirstOrDefault(b => b.From < book.Until && book.From < b.Until) is { } taken)
            return Refusal.Of("taken", $"Bay {bay.Id} is taken {taken.From} to {taken.Until}.",
                $"车位 {bay.Id} 在 {taken.From} 至 {taken.Until} 已被占用。");
        var fen = (long)Math.Ceiling((book.Until - book.From).TotalHours * bay.FenPerHour);
        changes.Put(Booking.Kind,
            new Booking($"{actor.Id}/{book.CommandId}", bay.Id, bay.Compound, actor.Id, book.From, book.Until, fen, IsOver: false));
        changes.Notify(bay.Holder, bay.Id,
            new LocalizedText($"车位 {bay.Id} 已被预约：{book.From} 至 {book.Until}", $"Bay {bay.Id} is booked {book.From} to {book.Until}"));
        return null;
    }

    private static void End(Booking booking, IFacts facts, IChanges changes)
    {
        changes.Put(Booking.Kind, booking with { IsOver = true });
        changes.Notify(booking.Guest, booking.Bay,
            new LocalizedText($"车位 {booking.Bay} 的预约已结束", $"Your time in bay {booking.Bay} is over"));
    }

    private static IReadOnlyList<Booking> Taken(string bay, IFacts facts) =>
        facts.Query(Booking.Kind.Query().Where(Booking.OfBay, bay).OrderBy(Booking.Start).Take(200));

    private static DocumentQuery<Bay> Offers(QueryArguments arguments, Actor actor) =>
        Bay.Kind.Query().Where(Bay.InCompound, arguments.Text("compound") ?? "")
            .Between(Bay.OfferedUntil, arguments.Instant("at") ?? arguments.Now, null).OrderBy(Bay.OfferedUntil);

    private static DocumentQuery<Booking> Mine(QueryArguments arguments, Actor actor) =>
        Booking.Kind.Query().Where(Booking.OfGuest, actor.Id).OrderBy(Booking.Start, descending: true);

    private static void Write(Utf8JsonWriter writer, Bay bay) =>
        JsonSerializer.Serialize(writer, bay with { Holder = "" }, ParkingJson.Shared.Bay);

    private static void Write(Utf8JsonWriter writer, Booking booking) =>
        JsonSerializer.Serialize(writer, booking, ParkingJson.Shared.Booking);
}
