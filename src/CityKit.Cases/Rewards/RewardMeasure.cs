using System.Collections.Immutable;
using System.Globalization;

namespace CityKit.Cases.Rewards;

/// <summary>A measured threshold (量化标准): "more than 5 square metres", or another one instead of it.</summary>
/// <param name="Field">The field of the report: <c>squareMetres</c>, <c>cubicMetres</c>, <c>percent</c>, <c>videoSeconds</c>.</param>
/// <param name="Bound">How it is compared.</param>
/// <param name="Value">The threshold, in the unit that the field's name says.</param>
public sealed record RewardMeasure(string Field, RewardBound Bound, decimal Value)
{
    /// <summary>What may hold instead; null for nothing.</summary>
    public RewardMeasure? Or { get; init; }

    /// <summary>Whether the fields of a report reach it; a field that is missing, or no number, does not.</summary>
    public bool Holds(ImmutableSortedDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return (ValueIn(fields) is { } value && Holds(value)) || Or?.Holds(fields) is true;
    }

    /// <summary>As people read it: <c>squareMetres &gt; 5 or cubicMetres &gt;= 2</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Field} {Sign} {Value}{(Or is null ? "" : $" or {Or}")}");

    private string Sign => Bound switch { RewardBound.MoreThan => ">", RewardBound.AtLeast => ">=", _ => "<=" };

    private bool Holds(decimal value) => Bound switch
    {
        RewardBound.MoreThan => value > Value,
        RewardBound.AtLeast => value >= Value,
        _ => value <= Value,
    };

    private decimal? ValueIn(ImmutableSortedDictionary<string, string> fields) =>
        decimal.TryParse(fields.GetValueOrDefault(Field), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
