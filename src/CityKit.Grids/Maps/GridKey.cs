using System.Diagnostics.CodeAnalysis;

namespace CityKit.Grids.Maps;

/// <summary>The key of one grid in all schemes at once (网格键): the same 15 digits may be grids of two schemes. The text form is <c>scheme:code</c>. <c>default</c> is no grid.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Code">The code within it.</param>
public readonly record struct GridKey(GridScheme Scheme, string Code) : IParsable<GridKey>, IComparable<GridKey>
{
    private const int MaxCode = 64;

    /// <summary>Reads <c>scheme:code</c>.</summary>
    /// <exception cref="FormatException">The text is no key.</exception>
    public static GridKey Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException($"'{s}' is no grid's key: scheme:code, such as basic-grid:B017, with a code of 1 to {MaxCode} characters that fits the scheme. 网格键的写法为 体系:代码。");

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

    /// <summary>Order by scheme, then code.</summary>
    public int CompareTo(GridKey other)
    {
        var order = Scheme.CompareTo(other.Scheme);
        return order != 0 ? order : string.CompareOrdinal(Code, other.Code);
    }

    /// <summary><c>scheme:code</c>; empty for <c>default</c>.</summary>
    public override string ToString() => string.IsNullOrEmpty(Code) ? "" : $"{Scheme}:{Code}";
}
