using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Hub.Tests.Support;

/// <summary>People bring a paper to a counter, where it is looked at before anything is journalled (办事窗口).</summary>
internal sealed class CounterModule : ICityModule
{
    internal static DocumentIndex<Brought> OfRecord { get; } =
        DocumentIndex<Brought>.Text("record", b => PersonalText.RecordOf(b.Paper));

    internal static DocumentKind<Brought> Kind { get; } =
        ModuleJson.Documents("counter_brought", b => b.Id, CounterJson.Shared.Brought, OfRecord);

    /// <summary>How often something was looked at.</summary>
    internal int Looks { get; private set; }

    public string Name => "counter";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Documents(Kind)
        .Command("counter/bring", CounterJson.Shared.BringPaper, Access.For(DataClass.Personal, Role.Resident), Decide,
            PersonalText<BringPaper>.OfPerson(
                PersonalName<BringPaper>.Person(c => c.Who, (c, who) => c with { Who = who }), 200,
                c => c.Paper, (c, text) => c with { Paper = text }, _ => null))
        .Prepare<BringPaper>(Look, (given, done) => given.Shelf == done.Shelf)
        .Opens((record, _, actor, facts) => actor.Roles.Contains(Role.CompetentDepartment)
            && facts.Query(Kind.Query().Where(OfRecord, record)).Count > 0);

    private ValueTask<(BringPaper? Command, Refusal? Refusal)> Look(
        BringPaper command, Actor actor, NodaTime.Instant now, CancellationToken cancellationToken)
    {
        Looks++;
        (BringPaper?, Refusal?) looked = command.Paper.StartsWith("forged", StringComparison.Ordinal)
            ? (null, Refusal.Of("forged", "The paper is not genuine.", "材料不真实。"))
            : (command with { IsGenuine = true, Who = actor.Id }, null);
        return new(looked);
    }

    private static Refusal? Decide(BringPaper command, Actor actor, IFacts facts, IChanges changes)
    {
        changes.Put(Kind, new Brought($"{actor.Id}/{command.CommandId}", command.Paper, command.IsGenuine));
        return null;
    }
}

internal sealed record BringPaper(string CommandId, string Paper, string? Who = null, bool IsGenuine = false,
    string? Shelf = null) : HubCommand(CommandId);

internal sealed record Brought(string Id, string Paper, bool IsGenuine);

[JsonSerializable(typeof(BringPaper))]
[JsonSerializable(typeof(Brought))]
internal sealed partial class CounterJson : JsonSerializerContext
{
    internal static CounterJson Shared { get; } = new(ModuleJson.NewOptions());
}
