using CityKit.Core;

namespace CityKit.Cases.Kpi;

/// <summary>
/// A performance figure as data (评价指标): sums of counted facts over sums of counted facts. Rates have no single denominator in the field, so
/// a city sets its own.
/// </summary>
/// <param name="Id">The id, such as <c>on-time-handling</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Numerator">Facts added up; a leading '-' subtracts.</param>
/// <param name="Denominator">Facts added up; a leading '-' subtracts.</param>
/// <param name="Profile">The profile whose items count.</param>
public sealed record KpiDefinition(
    string Id, LocalizedText Name, IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator, string Profile)
{
    /// <summary>The post whose work it measures (岗位), such as DutyLeader; null for one of departments and regions.</summary>
    public Role? Post { get; init; }
}
