using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Rewards;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Rewards;

/// <summary>Rewards as a store keeps them, and what they can be asked by.</summary>
public static class RewardDocuments
{
    private const string Everyone = "everyone/";

    private static readonly TileNet Net = new(200); // some 550 metres: what is near is in few tiles, and few are in a tile

    /// <summary>Who reported: a subject.</summary>
    public static DocumentIndex<Reward> Reporter { get; } = DocumentIndex<Reward>.Text("reporter", r => r.Reporter);

    /// <summary>How far it is, in words, such as <c>earned</c>.</summary>
    public static DocumentIndex<Reward> State { get; } = DocumentIndex<Reward>.Text("state", r => WordOf(r.State));

    /// <summary>When it was reported.</summary>
    public static DocumentIndex<Reward> At { get; } = DocumentIndex<Reward>.Order("at", r => r.ReportedAt);

    /// <summary>Kind and tile of what is, or may become, the first of its matter.</summary>
    internal static DocumentIndex<Reward> Near { get; } =
        DocumentIndex<Reward>.Text("near", r => r is { IsFirst: true, Point: { } point } ? KeyOf(r.Kind, Net.Of(point)) : null);

    /// <summary>What it waits on.</summary>
    internal static DocumentIndex<Reward> Waits { get; } = DocumentIndex<Reward>.Text("waits", r => r.WaitsOn);

    /// <summary>When its time is over.</summary>
    internal static DocumentIndex<Reward> Due { get; } =
        DocumentIndex<Reward>.Order("due", r => r.State is RewardState.Reserved or RewardState.Waiting ? r.CloseBy : (Instant?)null);

    /// <summary>Where it is, and whose.</summary>
    internal static DocumentIndex<Reward> Scopes { get; } =
        ScopeIndex.Of<Reward>(r => [.. Scope.AreasOf(r.Grid), .. Scope.Cut(ScopeKind.Own, r.Reporter)]);

    /// <summary>All rewards.</summary>
    public static DocumentKind<Reward> Rewards { get; } = ModuleJson.Documents(
        "rewards_reward", r => r.Item.ToString(), () => RewardsJson.Shared.Reward, Reporter, State, At, Near, Waits, Due, Scopes);

    /// <summary>Those of everyone: days and months.</summary>
    internal static DocumentIndex<RewardTotal> Pool { get; } =
        DocumentIndex<RewardTotal>.Text("pool", t => t.Id.StartsWith(Everyone, StringComparison.Ordinal) ? t.Id[Everyone.Length..] : null);

    /// <summary>What persons and everyone got in days and months.</summary>
    public static DocumentKind<RewardTotal> Totals { get; } =
        ModuleJson.Documents("rewards_total", t => t.Id, () => RewardsJson.Shared.RewardTotal, Pool);

    /// <summary>The versions of the rules.</summary>
    public static DocumentKind<RewardRulesVersion> Rules { get; } =
        ModuleJson.Documents("rewards_rules", v => v.Id, () => RewardsJson.Shared.RewardRulesVersion);

    /// <summary>The record of a payee.</summary>
    internal static DocumentIndex<RewardPayee> Record { get; } = DocumentIndex<RewardPayee>.Text("record", p => p.Record);

    /// <summary>The person.</summary>
    internal static DocumentIndex<RewardPayee> Person { get; } = DocumentIndex<RewardPayee>.Text("person", p => p.Person);

    /// <summary>Who said where rewards are to be paid to.</summary>
    public static DocumentKind<RewardPayee> Payees { get; } =
        ModuleJson.Documents("rewards_payee", p => p.Person, () => RewardsJson.Shared.RewardPayee, Record, Person);

    /// <summary>The word of a state.</summary>
    internal static string WordOf(RewardState state)
    {
        var name = state.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    internal static string[] KeysAround(string kind, GeoPoint point, int metres) =>
        [.. Net.Around(point, metres).Select(tile => KeyOf(kind, tile))];

    private static string KeyOf(string kind, (int Latitude, int Longitude) tile) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}|{tile.Latitude}|{tile.Longitude}");
}
