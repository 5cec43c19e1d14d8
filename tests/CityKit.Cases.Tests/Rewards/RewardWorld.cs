using System.Collections.Immutable;
using System.Text;
using CityKit.Cases.Rewards;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Tests.Rewards;

/// <summary>A small scheme, a book, and reports in it.</summary>
internal sealed class RewardWorld(RewardRules rules)
{
    internal static readonly GeoPoint Here = GeoPoint.FromDegrees(120.409, 36.101);
    internal static readonly Instant Start = TestWorld.At("2026-11-02 09:00");

    internal RewardBook Book { get; } = new();

    internal Instant Now { get; set; } = Start;

    internal RewardRules Rules => rules;

    internal RewardDesk Desk => new(Book, Now);

    internal static RewardRules Starter { get; } = Read(RewardRules.StarterText);

    /// <summary>The starter with other limits.</summary>
    internal static RewardWorld With(params RewardLimit[] limits) => new(Starter with { Limits = limits });

    internal static RewardRules Read(string text) =>
        RewardRulesReader.Read(Encoding.UTF8.GetBytes(text), out var errors)
            ?? throw new InvalidOperationException(string.Join("; ", errors));

    /// <summary>A report so many metres east of here, one minute after the one before.</summary>
    internal Reward Report(
        string cause, string kind = "C2", string who = "s-1", double metres = 0, int photos = 1, int videos = 0, params string[] fields)
    {
        Now += Duration.FromMinutes(1);
        return Desk.Report(new RewardReport(WorkItemId.FromCause(cause), who, Now)
        {
            Place = PlaceAt(metres), Photos = photos, Videos = videos, Fields = FieldsOf(kind, fields),
        }, rules);
    }

    internal Reward Of(string cause) => Book.Find(WorkItemId.FromCause(cause))!;

    internal Reward Follow(string cause, RewardStanding standing) => Desk.Follow(Of(cause), standing);

    internal Reward Close(string cause) => Follow(cause, RewardStanding.Verified);

    internal static WorkPlace PlaceAt(double metres) => new()
    {
        Grid = "370203991001001",
        Point = GeoPoint.FromDegrees(Here.Longitude + metres / 90_000, Here.Latitude),
    };

    internal static ImmutableSortedDictionary<string, string> FieldsOf(string kind, params string[] fields) =>
        TextMap.Empty.Add(RewardRules.KindField, kind).AddRange(
            fields.Select(field => KeyValuePair.Create(field.Split('=')[0], field.Split('=')[1])));
}
