namespace CityKit.Cases.Kpi;

/// <summary>A performance figure's value, exact.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Numerator">The counted numerator.</param>
/// <param name="Denominator">The counted denominator.</param>
public sealed record KpiValue(KpiDefinition Definition, long Numerator, long Denominator)
{
    /// <summary>The rate; null when nothing was to be counted.</summary>
    public decimal? Rate => Denominator == 0 ? null : (decimal)Numerator / Denominator;
}
