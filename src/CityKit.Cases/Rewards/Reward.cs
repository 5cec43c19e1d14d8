using System.Text.Json.Serialization;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>
/// The reward for a report (奖励记录): one for each work item, for who reported it first. Immutable; names nobody, the reporter is a subject.
/// </summary>
public sealed record Reward
{
    /// <summary>The work item.</summary>
    public required WorkItemId Item { get; init; }

    /// <summary>Who reported it: a subject.</summary>
    public required string Reporter { get; init; }

    /// <summary>When it was reported.</summary>
    public required Instant ReportedAt { get; init; }

    /// <summary>The unit grid; null when it is not known.</summary>
    public string? Grid { get; init; }

    /// <summary>Where it is, in degrees east, WGS84; null when there is no point.</summary>
    public double? Longitude { get; init; }

    /// <summary>And in degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>The kind, as it was reported or corrected.</summary>
    public required string Kind { get; init; }

    /// <summary>How much, in fen; 0 when the rules give nothing.</summary>
    public required int Fen { get; init; }

    /// <summary>The version of the rules that judge it: those of the day of the report.</summary>
    public required string Rules { get; init; }

    /// <summary>How far it is.</summary>
    public required RewardState State { get; init; }

    /// <summary>Why it is there, for programs, such as <c>below-threshold</c>; empty while nothing is in its way.</summary>
    public string Why { get; init; } = "";

    /// <summary>Why, for people: the rule, its row, the amount, the limit.</summary>
    public required LocalizedText Because { get; init; }

    /// <summary>Whether its item is closed as verified.</summary>
    public bool IsVerified { get; init; }

    /// <summary>What it waits on: a total that is used up, or the item of an earlier report; null when it does not wait.</summary>
    public string? WaitsOn { get; init; }

    /// <summary>The totals that it counts in.</summary>
    public IReadOnlyList<string> Totals { get; init; } = [];

    /// <summary>How many photos the report brought.</summary>
    public int Photos { get; init; }

    /// <summary>How many clips it brought.</summary>
    public int Videos { get; init; }

    /// <summary>The fields that were judged, as <c>name=value</c>; what is corrected is judged again.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Within how many metres an earlier report of its kind is of the same matter.</summary>
    public int FirstMetres { get; init; }

    /// <summary>And within how many days.</summary>
    public int FirstDays { get; init; }

    /// <summary>Until when its item has to be closed as verified.</summary>
    public required Instant CloseBy { get; init; }

    /// <summary>When it was earned; null before.</summary>
    public Instant? EarnedAt { get; init; }

    /// <summary>How it was paid; null before.</summary>
    public RewardPayment? Payment { get; init; }

    /// <summary>Whether its amount counts in its totals.</summary>
    internal bool IsHeld => State is RewardState.Reserved or RewardState.Earned or RewardState.Paid;

    /// <summary>Whether it is the first of its matter: nobody else is rewarded for it.</summary>
    [JsonIgnore]
    public bool IsFirst => IsHeld || (State == RewardState.Waiting && WaitsOn?.Contains('/', StringComparison.Ordinal) is true);

    /// <summary>What others can wait for that it has: its amount in each total, and its place as the first.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Gives => [.. IsHeld ? Totals : [], Item.ToString()];

    /// <summary>Where it is; null when there is no point.</summary>
    [JsonIgnore]
    public GeoPoint? Point => Longitude is { } east && Latitude is { } north ? GeoPoint.FromDegrees(east, north) : null;
}
