using CityKit.Core;

namespace CityKit.Cases.Kpi;

/// <summary>Points for a department, region or post, from several figures (综合得分), as data.</summary>
/// <param name="Id">The id, such as <c>jinniu</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Weights">The figures and their points.</param>
public sealed record KpiScore(string Id, LocalizedText Name, IReadOnlyList<KpiWeight> Weights)
{
    /// <summary>The points, exact; null when a figure has nothing to be counted, or is not there.</summary>
    public decimal? Of(IReadOnlyList<KpiValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Weights.Aggregate((decimal?)0, (sum, weight) => sum + PointsOf(weight, values));
    }

    private static decimal? PointsOf(KpiWeight weight, IReadOnlyList<KpiValue> values) =>
        values.FirstOrDefault(value => value.Definition.Id == weight.Figure)?.Rate is { } rate
            ? weight.Points * (weight.Inverse ? 1 - rate : rate)
            : null;
}
