using CityKit.Maps.Pictures;

namespace CityKit.Desk.Map;

/// <summary>Values of grids in classes by natural breaks, as a coloured map shows them (分级设色).</summary>
internal sealed class MapClasses
{
    private const string NoValue = "#d9d9d9";
    private readonly CountClasses classes;

    private MapClasses(IReadOnlyList<(string Code, decimal Value)> rows, CountClasses classes) => (Rows, this.classes) = (rows, classes);

    /// <summary>The values, the greatest first.</summary>
    internal IReadOnlyList<(string Code, decimal Value)> Rows { get; }

    /// <summary>The classes for the legend, the lowest first.</summary>
    internal IReadOnlyList<CountClass> Legend => classes.All;

    /// <exception cref="ArgumentException">Codes are of different lengths, or a value is less than 0.</exception>
    internal static MapClasses Of(IReadOnlyDictionary<string, decimal> values)
    {
        if (values.Keys.Select(code => code.Length).Distinct().Count() > 1)
            throw new ArgumentException("Codes of coloured grids are of one length. 着色网格的代码长度须一致。", nameof(values));
        if (values.FirstOrDefault(pair => pair.Value < 0) is { Key: { } code, Value: var least })
            throw new ArgumentException($"Grid {code} has {least}; a value is 0 or more. 网格 {code} 的数值不能为负。", nameof(values));
        var rows = values.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            (pair.Key, pair.Value));
        return new MapClasses([.. rows], CountClasses.Of(values.Values.Select(value => (double?)value), method: ClassMethod.Natural));
    }

    /// <summary>What <c>map.js</c> reads.</summary>
    internal object Colours() => new
    {
        Digits = Rows.Count == 0 ? 0 : Rows[0].Code.Length,
        Colours = Rows.ToDictionary(row => row.Code, row => classes.ColourOf((double)row.Value)),
        NoValue,
    };
}
