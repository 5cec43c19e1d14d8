using CityKit.Edge.Channels;

namespace CityKit.Edge.Serial;

/// <summary>
/// Finds the number in a meter's line (表头文本). What is not understood to its last character is garbled, never another number. Understood
/// are, behind the prefix and an OBIS group F such as <c>*255</c>, brackets (IEC 62056-21: <c>(261120180000W)(00230.576*m3)</c>) or a plain
/// <c>= 12.5 kWh</c>. Pure.
/// </summary>
internal static class MeterText
{
    /// <summary>What follows the prefix; null when the line is of another register, whose name only begins alike.</summary>
    /// <param name="prefix">What the line begins with.</param>
    /// <param name="rest">What follows it.</param>
    /// <param name="decimals">How many decimals the whole number has.</param>
    /// <param name="unit">The unit that the number must have, when the line states one; null for any known one.</param>
    internal static ChannelRead? Read(string prefix, ReadOnlySpan<char> rest, int decimals, string? unit = null)
    {
        if (IsOtherRegister(prefix, rest)) return null;
        rest = WithoutGroupF(rest).Trim();
        var number = rest is ['(', ..] ? OfBrackets(rest, unit) : OfPlain(rest.TrimStart(" =:"), unit);
        return ChannelText.ToRead(number, Power(decimals));
    }

    /// <summary>1.8.1 is not 1.8.10, and neither 1.8.</summary>
    private static bool IsOtherRegister(string prefix, ReadOnlySpan<char> rest) =>
        char.IsAsciiDigit(prefix[^1]) && rest is [var next, ..] && (next == '.' || char.IsAsciiLetterOrDigit(next));

    private static ReadOnlySpan<char> WithoutGroupF(ReadOnlySpan<char> rest)
    {
        if (rest is not ['*', ..]) return rest;
        var end = rest[1..].IndexOfAnyExceptInRange('0', '9') + 1;
        return end is >= 2 and <= 4 && rest[end] is ('(' or ' ' or '=' or ':') ? rest[end..] : rest;
    }

    /// <summary>One bracket holds the number; of several the only one with a unit, as times and states have none.</summary>
    private static decimal? OfBrackets(ReadOnlySpan<char> text, string? unit)
    {
        decimal? found = null;
        for (var only = true; !text.IsEmpty; only = false)
        {
            if (text[0] != '(' || text.IndexOf(')') is not (> 0 and var end) || text[1..end].Contains('(')) return null;
            var content = text[1..end];
            text = text[(end + 1)..];
            var star = content.IndexOf('*');
            if (star < 0 && only && text.IsEmpty) return MeterNumber.Read(content);
            if (star < 0) continue;
            if (found is not null || !MeterUnit.IsRight(content[(star + 1)..], unit)) return null;
            if ((found = MeterNumber.Read(content[..star])) is null) return null;
        }
        return found;
    }

    private static decimal? OfPlain(ReadOnlySpan<char> text, string? unit)
    {
        var end = text.IndexOfAny(" *°%");
        if (end < 0) return MeterNumber.Read(text);
        var stated = text[end] is ' ' or '*' ? text[(end + 1)..] : text[end..];
        return MeterUnit.IsRight(stated, unit) ? MeterNumber.Read(text[..end]) : null;
    }

    private static decimal Power(int decimals)
    {
        var power = 1m;
        for (var i = 0; i < decimals; i++) power *= 10;
        return power;
    }
}
