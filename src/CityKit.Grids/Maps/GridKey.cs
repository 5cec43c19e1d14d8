using System.Diagnostics.CodeAnalysis;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;

namespace CityKit.Grids.Maps;

/// <summary>
/// The key of one grid in all schemes at once (网格键): the same 15 digits may be grids of two schemes. The text form is <c>scheme:code</c>.
/// <c>default</c> is no grid.
/// </summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Code">The code within it.</param>
public readonly record struct GridKey(GridScheme Scheme, string Code) : IParsable<GridKey>, IComparable<GridKey>
{
    private const int MaxCode = 64;

    /// <summary>The unit grid's code; <c>default</c> in another scheme, or when the code is not one.</summary>
    public UnitGridCode UnitGridCode => Scheme == GridScheme.UnitGrid && UnitGridCode.TryParse(Code, null, out var code) ? code : default;

    /// <summary>The key of a unit grid; <c>default</c> of none.</summary>
    public static GridKey Of(UnitGridCode code) => code == default ? default : new GridKey(GridScheme.UnitGrid, code.ToString());

    /// <summary>Reads <c>scheme:code</c>.</summary>
    /// <exception cref="FormatException">The text is no key.</exception>
    public static GridKey Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException(
            $"'{s}' is no grid's key: "
                + $"scheme:code, such as basic-grid:B017, with a code of 1 to {MaxCode} characters that fits the scheme. "
                + $"“{s}”不是网格键，应写作 体系:代码，如 basic-grid:B017，代码为 1 至 {MaxCode} 个字符。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GridKey result)
    {
        result = default;
        var colon = s?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0 || !GridScheme.TryParse(s![..colon], null, out var scheme)) return false;
        var code = s[(colon + 1)..];
        var valid = code.Length is > 0 and <= MaxCode && Grid.CheckCode(scheme, code) is null;
        if (valid) result = new GridKey(scheme, code);
        return valid;
    }

    /// <summary>What is wrong with a text as the short form, or null: a unit grid's code alone, or <c>scheme:code</c>.</summary>
    public static CodeProblem? CheckShort(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains(':', StringComparison.Ordinal)) return UnitGridCode.Check(text);
        return TryParse(text, null, out _) ? null : CodeProblem.Of("form", 0, text.Length,
            "A grid is a unit grid's code, "
                + $"or scheme:code such as basic-grid:B017 with a code of 1 to {MaxCode} characters that fits the scheme.",
            $"网格须为单元网格标识码，或写作 体系:代码，例如 basic-grid:B017，代码为 1 至 {MaxCode} 个字符且符合该体系。");
    }

    /// <summary>Reads the short form (<see cref="CheckShort"/>).</summary>
    public static bool TryParseShort([NotNullWhen(true)] string? text, out GridKey result)
    {
        if (text?.Contains(':', StringComparison.Ordinal) == true) return TryParse(text, null, out result);
        result = text is not null && UnitGridCode.Check(text) is null ? new GridKey(GridScheme.UnitGrid, text) : default;
        return result != default;
    }

    /// <summary>Order by scheme, then code.</summary>
    public int CompareTo(GridKey other)
    {
        var order = Scheme.CompareTo(other.Scheme);
        return order != 0 ? order : string.CompareOrdinal(Code, other.Code);
    }

    /// <summary>The code alone for a unit grid, as the standard's attribute has it, and <c>scheme:code</c> for every other.</summary>
    public string ToShortString() => Scheme == GridScheme.UnitGrid ? Code : ToString();

    /// <summary><c>scheme:code</c>; empty for <c>default</c>.</summary>
    public override string ToString() => string.IsNullOrEmpty(Code) ? "" : $"{Scheme}:{Code}";
}
