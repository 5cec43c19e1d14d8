using System.Diagnostics.CodeAnalysis;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>
/// Which division of the city a grid belongs to (网格体系). The same digits may name different grids in different schemes. <c>default</c> means
/// none.
/// </summary>
public readonly record struct GridScheme : IParsable<GridScheme>, IComparable<GridScheme>
{
    private readonly string? text;

    private GridScheme(string text) => this.text = text;

    /// <summary>Unit grids (单元网格) of GB/T 30428.1 and GB/T 47678.3.</summary>
    public static GridScheme UnitGrid { get; } = new("unit-grid");

    /// <summary>Administrative areas (行政区划): provinces down to communities.</summary>
    public static GridScheme Area { get; } = new("area");

    /// <summary>Basic grids (基础网格、社会治理网格): several hectares, the daily ground of one grid worker.</summary>
    public static GridScheme Basic { get; } = new("basic-grid");

    /// <summary>Sector grids (行业网格), drawn by one line of business: sanitation, greening, fire.</summary>
    public static GridScheme Sector { get; } = new("sector-grid");

    /// <summary>Dedicated grids (专属网格): a campus, a market, an industrial park.</summary>
    public static GridScheme Dedicated { get; } = new("dedicated-grid");

    /// <summary>Evaluation grids (评价网格), by which work is judged.</summary>
    public static GridScheme Evaluation { get; } = new("evaluation-grid");

    /// <summary>Responsibility grids (责任网格): unions of unit grids, given to people and bodies.</summary>
    public static GridScheme Responsibility { get; } = new("responsibility-grid");

    /// <summary>The name; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>Reads a scheme's name: 1 to 64 of a–z, 0–9, '.', '_', '-'.</summary>
    /// <exception cref="FormatException">The text breaks the rule.</exception>
    public static GridScheme Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw IdText.Wrong("grid scheme", s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GridScheme result)
    {
        var valid = IdText.IsValid(s);
        result = valid ? new GridScheme(s!) : default;
        return valid;
    }

    /// <summary>Ordinal order.</summary>
    public int CompareTo(GridScheme other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
