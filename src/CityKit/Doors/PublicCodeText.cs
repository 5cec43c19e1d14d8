using System.Globalization;

namespace CityKit.Doors;

/// <summary>
/// 128 bits as people read and type them: 26 characters of Crockford's base 32 in five groups, without I, L, O and U; small letters and
/// those that look like digits are taken too.
/// </summary>
internal static class PublicCodeText
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Bits = 5;
    private const int Length = 26;
    private const int MaxTyped = 64;
    private static readonly int[] GroupEnds = [5, 10, 15, 20];

    internal static string Write(UInt128 code)
    {
        Span<char> text = stackalloc char[Length + 4];
        var at = text.Length;
        for (var digit = Length - 1; digit >= 0; digit--, code >>= Bits)
        {
            text[--at] = Digits[(int)(code & 31)];
            if (GroupEnds.Contains(digit)) text[--at] = '-';
        }
        return text.ToString();
    }

    internal static bool TryRead(string text, out UInt128 code)
    {
        code = 0;
        if (text.Length > MaxTyped) return false;
        var length = 0;
        foreach (var letter in text.Where(letter => letter is not ('-' or ' ')))
        {
            if (++length > Length || DigitOf(letter) is not (>= 0 and var digit) || (length == 1 && digit > 7)) return false;
            code = code << Bits | (UInt128)digit;
        }
        return length == Length;
    }

    private static int DigitOf(char letter) => char.ToUpper(letter, CultureInfo.InvariantCulture) switch
    {
        'O' => 0,
        'I' or 'L' => 1,
        var upper => Digits.IndexOf(upper, StringComparison.Ordinal),
    };
}
