using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>Judges a report by the rules (资格审查): what it would be rewarded with, or why not. It knows of no other report.</summary>
internal static class RewardJudge
{
    /// <summary>The reward as the rules alone have it, reserved or refused.</summary>
    internal static Reward Judge(RewardReport report, RewardRules rules)
    {
        var kind = rules.KindOf(report.Kind);
        var refusal = Wrong(report, rules, kind);
        return new Reward
        {
            Item = report.Item, Reporter = report.Reporter, ReportedAt = report.At, Grid = report.Place.Grid,
            Longitude = report.Place.Point?.Longitude, Latitude = report.Place.Point?.Latitude, Kind = report.Kind,
            Fen = refusal is null ? kind!.Fen : 0, Rules = rules.Version, Why = refusal?.Code ?? "",
            State = refusal is null ? RewardState.Reserved : RewardState.Refused,
            Because = refusal?.Message ?? RewardTexts.Row(rules, kind!),
            Totals = [.. TotalsOf(report, rules)], Photos = report.Photos, Videos = report.Videos, Fields = FieldsOf(report),
            FirstMetres = rules.FirstMetres, FirstDays = rules.FirstDays, CloseBy = report.At + Duration.FromDays(rules.CloseDays),
        };
    }

    internal static string[] FieldsOf(RewardReport report) => [.. report.Fields.Select(field => $"{field.Key}={field.Value}")];

    /// <summary>The totals that a report counts in: everyone's of the month, and those of the limits.</summary>
    internal static IEnumerable<string> TotalsOf(RewardReport report, RewardRules rules) =>
        rules.Limits.Select(limit => limit.TotalOf(report.Reporter, report.At))
            .Prepend(Month.TotalOf(report.Reporter, report.At)).Distinct();

    private static RewardLimit Month { get; } = new(IsPerson: false, RewardPeriod.Month, null, null);

    private static Refusal? Wrong(RewardReport report, RewardRules rules, RewardKind? kind)
    {
        if (kind is null) return RewardTexts.UnknownKind(report.Kind, rules);
        if (!rules.Area.Contains(report.Place)) return RewardTexts.OutsideOfArea(report.Place, rules, kind);
        if (report.Place.Point is null) return RewardTexts.NoPoint(rules, kind);
        if (kind.Evidence == RewardEvidence.Video ? report.Videos == 0 : report.Photos + report.Videos == 0)
            return RewardTexts.NoEvidence(rules, kind);
        return kind.Measured.FirstOrDefault(measure => !measure.Holds(report.Fields)) is { } measure
            ? RewardTexts.BelowThreshold(measure, report, rules, kind) : null;
    }
}
