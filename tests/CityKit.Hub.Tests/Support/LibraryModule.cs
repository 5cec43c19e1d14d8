using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Hub.Tests.Support;

/// <summary>A library that keeps its readers' cards (借书证): the least of a module that keeps something of persons who are not the
/// actor.</summary>
internal sealed class LibraryModule : ICityModule
{
    internal static DocumentIndex<Card> OfReader { get; } = DocumentIndex<Card>.Text("reader", c => c.Reader);

    internal static DocumentIndex<Card> OfRecord { get; } = DocumentIndex<Card>.Text("record", c => c.Record);

    internal static DocumentKind<Card> Cards { get; } = ModuleJson.Documents("library_card", c =>
        c.Id, LibraryJson.Shared.Card, OfReader, OfRecord);

    private static readonly PersonalName<GiveCard> Reader = PersonalName<GiveCard>.Person(c => c.Reader, (c, subject) =>
        c with { Reader = subject });

    public string Name => "library";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Documents(Cards)
        .Command("library/give", LibraryJson.Shared.GiveCard, Access.For(DataClass.Personal, Role.DutyOfficer), Give,
            PersonalText<GiveCard>.OfPerson(Reader, 20, c => c.Words, (c, text) => c with { Words = text },
                c => c.Words == c.Number ? null : Refusal.Of("bad-words", "The words are not the number.", "内容与编号不符。")),
            PersonalName<GiveCard>.OfThing("card", c => c.Number, (c, subject) => c with { Number = subject }))
        .Opens((record, purpose, actor, facts) => purpose == "lending" && actor.IsAny(Role.DutyOfficer)
            && facts.Query(Cards.Query().Where(OfRecord, record).Take(1)).Count == 1)
        .ThingsOf(Cards, OfReader, card => card.Id);

    private static Refusal? Give(GiveCard give, Actor actor, IFacts facts, IChanges changes)
    {
        if (facts.Find(Cards, give.Number) is not null) return Refusal.Of("given", "This card is given.", "该证已发放。");
        changes.Put(Cards, new Card(give.Number, give.Reader, PersonalText.RecordOf(give.Words)!));
        return null;
    }
}

internal sealed record GiveCard(string CommandId, string Reader, string Number, string Words) : HubCommand(CommandId);

internal sealed record Card(string Id, string Reader, string Record);

[JsonSerializable(typeof(GiveCard))]
[JsonSerializable(typeof(Card))]
internal sealed partial class LibraryJson : JsonSerializerContext
{
    internal static LibraryJson Shared { get; } = new(ModuleJson.NewOptions());
}
