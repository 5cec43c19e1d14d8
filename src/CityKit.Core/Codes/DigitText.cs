using System.Globalization;

namespace CityKit.Core.Codes;

/// <summary>Reading fixed-width decimal codes without allocating.</summary>
internal static class DigitText
{
    internal static CodeProblem? CheckDigits(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyExceptInRange('0', '9');
        if (at < 0) return null;
        return CodeProblem.Of("digit", at, 1, $"Character {at + 1}, '{text[at]}', is not a digit 0-9.",
            $"第 {at + 1} 个字符“{text[at]}”不是数字 0-9。");
    }

    /// <summary>The value of a text already known to hold digits only.</summary>
    internal static ulong Read(ReadOnlySpan<char> digits) => ulong.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    internal static string Write(ulong value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    internal static ulong PowerOfTen(int exponent)
    {
        ulong result = 1;
        for (var i = 0; i < exponent; i++) result *= 10;
        return result;
    }
}
