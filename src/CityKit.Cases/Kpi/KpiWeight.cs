namespace CityKit.Cases.Kpi;

/// <summary>What a figure gives to a score (权重).</summary>
/// <param name="Figure">The id of the figure's definition.</param>
/// <param name="Points">The points of a figure of 1, or of 0 when it is inverse; 1 to 1,000.</param>
/// <param name="Inverse">Whether less is better, such as reworks: the points are for 1 less the figure.</param>
public sealed record KpiWeight(string Figure, int Points, bool Inverse);
