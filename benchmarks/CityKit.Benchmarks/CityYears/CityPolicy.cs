using System.Text;
using CityKit.Cases.Policies;

namespace CityKit.Benchmarks.CityYears;

/// <summary>The invented district's rules: CityKit's starter standard, limits of stages, who handles what, how it is checked.</summary>
internal static class CityPolicy
{
    internal const string Profile = "city-management";

    internal static WorkPolicy Policy { get; } = PolicyReader.Read(Encoding.UTF8.GetBytes(Text()), out var errors)
        ?? throw new FormatException(string.Join("; ", errors));

    private static IEnumerable<CaseKind> Kinds => CaseKinds.All.DistinctBy(kind => kind.Class);

    /// <summary>Whether it is dispatched at once and checked by its photo.</summary>
    private static bool IsQuick(CaseKind kind) => kind.Body is Bodies.Sanitation or Bodies.Traffic;

    private static string Text() => $$"""
        {
          "schema": 1, "hours": "08:00-12:00,14:00-18:00", "workDay": "workingHours", "standard": "starter-1",
          "stageLimits": [
            {"profile": "{{Profile}}", "stage": "establish", "limit": "30 minutes"},
            {"profile": "{{Profile}}", "stage": "dispatch", "limit": "15 minutes"},
            {"profile": "{{Profile}}", "stage": "check", "limit": "12 urgent hours"}
          ],
          "dispatch": [{{string.Join(",\n    ", Kinds.Select(Dispatch))}}],
          "checks": [{{string.Join(",\n    ", Kinds.Select(Check))}}]
        }
        """;

    private static string Dispatch(CaseKind kind) =>
        $$"""{"profile": "{{Profile}}", "class": "{{kind.Class}}", "body": "{{kind.Body}}", "automatic": {{(IsQuick(kind) ? "true" : "false")}}}""";

    private static string Check(CaseKind kind) =>
        $$"""{"profile": "{{Profile}}", "class": "{{kind.Class}}", "by": "{{(IsQuick(kind) ? CheckRow.Photo : CheckRow.OnSite)}}"}""";
}
