using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CityKit.Sensors.Register;

/// <summary>A number with its unit as people write it (量), such as <c>0.01 m3</c>. Exact. <c>default</c> is 0 without a unit.</summary>
/// <param name="Number">The number.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct Amount(decimal Number, string Unit) : IParsable<Amount>
{
    private const int LongestUnit = 16;
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>The largest number accepted, either sign.</summary>
    public const decimal MaxNumber = 1_000_000_000_000m;

    /// <summary>Reads "number unit".</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Amount Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException(
            $"'{s}' is not an amount such as '0.01 m3': a number up to {MaxNumber}, a space, a unit. "
                + $"“{s}”应为数值（不超过 {MaxNumber}）、空格和单位，如 0.01 m3。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Amount result)
    {
        result = default;
        var space = s?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        if (space < 1 || s!.Length - space - 1 is < 1 or > LongestUnit) return false;
        if (!decimal.TryParse(s.AsSpan(0, space), Plain, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > MaxNumber)
            return false;
        result = new Amount(number, s[(space + 1)..]);
        return !result.Unit.Contains(' ', StringComparison.Ordinal);
    }

    /// <summary>
    /// The same amount in another unit of the same kind, exact where that has an end: 1 km/h is 0.2777… m/s to 28 digits. False when the
    /// units do not fit together.
    /// </summary>
    public bool TryIn(string unit, out Amount result)
    {
        var ratio = MetricUnits.Ratio(Unit, unit);
        result = new Amount(ratio is var (up, down) ? Number * up / down : Number, unit);
        return ratio is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Unit}");
}
