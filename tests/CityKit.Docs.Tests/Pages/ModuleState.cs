using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Modules;

namespace MyCity.Gates;

/// <summary>A card opens a gate (刷卡开门).</summary>
public sealed record Tap(string CommandId, string Card) : HubCommand(CommandId);

/// <summary>How often a card was used today.</summary>
public sealed record Taps(int Count, int Day);

[JsonSerializable(typeof(Tap))]
[JsonSerializable(typeof(Taps))]
internal sealed partial class GatesJson : JsonSerializerContext
{
    internal static GatesJson Shared { get; } = new(ModuleJson.NewOptions());
}

/// <summary>Opens gates, at most a hundred times a day for one card.</summary>
public sealed class GatesModule : ICityModule
{
    private const int MostADay = 100;

    private static readonly StateKind<Taps> OfCard = ModuleJson.State("gates_taps", GatesJson.Shared.Taps);

    public string Name => "gates";

    public void Declare(ModuleDeclaration declaration) => declaration
        .State<Tap, Taps>(OfCard, tap => tap.Card, (before, _, now) =>
            new Taps(before?.Day == now.InUtc().DayOfYear ? before.Count + 1 : 1, now.InUtc().DayOfYear))
        .Command("gates/tap", GatesJson.Shared.Tap, Access.For(DataClass.Personal), Decide);

    private static Refusal? Decide(Tap tap, Actor actor, IFacts facts, IChanges changes) =>
        facts.Read(OfCard, tap.Card) is { Count: >= MostADay } taps && taps.Day == facts.Now.InUtc().DayOfYear
            ? Refusal.Of("too-often", $"A card opens the gate {MostADay} times a day.", $"每卡每日最多开门 {MostADay} 次。")
            : null;
}
