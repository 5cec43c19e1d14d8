using System.Globalization;
using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Hub.Tests.Support;

/// <summary>Counts taps of a gate card, by card; the tap that makes a round number leaves a document.</summary>
internal sealed class TapsModule(StateKind<TapCount>? counts = null) : ICityModule
{
    internal const int Round = 5;

    internal static DocumentKind<Milestone> Milestones { get; } =
        ModuleJson.Documents("taps_milestone", m => m.Id, TapsJson.Shared.Milestone);

    internal static StateKind<TapCount> Counts { get; } = ModuleJson.State("taps_count", TapsJson.Shared.TapCount);

    private StateKind<TapCount> Own => counts ?? Counts;

    public string Name => "taps";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Documents(Milestones)
        .State<Tap, TapCount>(
            Own, tap => tap.Card, (before, tap, _) =>
            new TapCount((before?.Value ?? 0) + 1, (before?.Last ?? "") == tap.Gate ? 1 : 0, tap.Gate))
        .Command("taps/tap", TapsJson.Shared.Tap, Access.For(DataClass.Work), Decide);

    private Core.Refusal? Decide(Tap tap, Actor actor, IFacts facts, IChanges changes)
    {
        if (tap.Gate == "closed") return Core.Refusal.Of("closed", "The gate is closed.", "闸门关闭。");
        var count = (facts.Read(Own, tap.Card)?.Value ?? 0) + 1;
        if (count % Round == 0)
            changes.Put(Milestones, new Milestone(string.Create(CultureInfo.InvariantCulture, $"{tap.Card}-{count}"), tap.CommandId));
        return null;
    }
}

internal sealed record Tap(string CommandId, string Card, string Gate) : HubCommand(CommandId);

internal sealed record TapCount(long Value, long Same, string Last);

internal sealed record Milestone(string Id, string Tap);

internal sealed record TapNote(string Id, string? Text);

[JsonSerializable(typeof(Tap))]
[JsonSerializable(typeof(TapCount))]
[JsonSerializable(typeof(Milestone))]
[JsonSerializable(typeof(TapNote))]
internal sealed partial class TapsJson : JsonSerializerContext
{
    internal static TapsJson Shared { get; } = new(ModuleJson.NewOptions());
}
