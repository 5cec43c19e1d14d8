using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Standards;
using CityKit.Core.Calendar;

namespace CityKit.Benchmarks.CityYears;

/// <summary>The invented district's rules: CityKit's starter standard, limits of stages, who handles what, how it is checked.</summary>
internal static class CityPolicy
{
    internal const string Profile = "city-management";

    internal static WorkPolicy Policy { get; } = new()
    {
        Standard = FilingStandard.Starter,
        StageLimits =
        [
            new(Profile, "establish", WorkLimit.Parse("30 minutes")), new(Profile, "dispatch", WorkLimit.Parse("15 minutes")),
            new(Profile, "check", WorkLimit.Parse("12 urgent hours")),
        ],
        Dispatch = [.. Kinds.Select(kind => new DispatchRow(Profile, kind.Class, "", new Assignee(kind.Body), IsQuick(kind)))],
        Checks = [.. Kinds.Select(kind => new CheckRow(Profile, kind.Class, IsQuick(kind) ? CheckRow.Photo : CheckRow.OnSite))],
    };

    private static IEnumerable<CaseKind> Kinds => CaseKinds.All.DistinctBy(kind => kind.Class);

    /// <summary>Whether it is dispatched at once and checked by its photo.</summary>
    private static bool IsQuick(CaseKind kind) => kind.Body is Bodies.Sanitation or Bodies.Traffic;
}
