using System.Globalization;

namespace CityKit.Edge.Serial;

/// <summary>
/// A number as meters write it: digits, one decimal point or comma between digits, an exponent. Nothing else; no thousands separators.
/// Pure.
/// </summary>
internal static class MeterNumber
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int MostDigits = 27; // more would be rounded
    private const int MostExponent = 18;

    /// <returns>The number, exactly; null when the text is not one, or may be two different ones.</returns>
    internal static decimal? Read(ReadOnlySpan<char> text)
    {
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        var whole = Digits(ref digits);
        var comma = digits is [',', ..];
        var fraction = digits is ['.' or ',', ..] ? Fraction(ref digits) : default;
        var shape = whole.Length > 0 && fraction.Length >= 0 && whole.Length + fraction.Length <= MostDigits && IsExponent(digits);
        if (!shape || fraction.IsMissing || (comma && MayBeThousands(whole, fraction.Length))) return null;
        return decimal.TryParse(text.ToString().Replace(',', '.'), Style, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static (int Length, bool IsMissing) Fraction(ref ReadOnlySpan<char> text)
    {
        text = text[1..];
        var digits = Digits(ref text);
        return (digits.Length, digits.IsEmpty);
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return true;
        if (text is not ['E' or 'e', .. var power]) return false;
        if (power is ['+' or '-', .. var unsigned]) power = unsigned;
        return power.Length is 1 or 2 && power.IndexOfAnyExceptInRange('0', '9') < 0
            && int.Parse(power, CultureInfo.InvariantCulture) <= MostExponent;
    }

    /// <summary>1,234 may be 1234 or 1.234; 0,234 and 01234,567 may not.</summary>
    private static bool MayBeThousands(ReadOnlySpan<char> whole, int fraction) => fraction == 3 && whole.Length <= 3 && whole[0] != '0';
}
