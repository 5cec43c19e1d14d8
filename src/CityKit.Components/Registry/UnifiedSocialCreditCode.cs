using System.Diagnostics.CodeAnalysis;
using CityKit.Core;
using CityKit.Grids.Codes;

namespace CityKit.Components.Registry;

/// <summary>A body's unified social credit code (统一社会信用代码, GB 32100-2015): 17 characters and a check character. <c>default</c> is none.</summary>
/// <remarks>The alphabet is 0-9 and A-Z without I, O, S, V, Z, in capitals; the weights are the powers of 3 modulo 31. The check finds every wrong character and every exchange of two neighbours.</remarks>
public readonly record struct UnifiedSocialCreditCode : IParsable<UnifiedSocialCreditCode>, IComparable<UnifiedSocialCreditCode>
{
    private const int Length = 18;
    private const int Modulus = 31;
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private readonly string? text;

    private UnifiedSocialCreditCode(string text) => this.text = text;

    /// <summary>The code; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>What is wrong with a text as a code, or null when it is one: <c>length</c>, <c>character</c> or <c>check</c>.</summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text)
    {
        if (text.Length != Length)
            return Problem("length", 0, text.Length, $"A unified social credit code has 18 characters, not {text.Length}.", $"统一社会信用代码为 18 位，而非 {text.Length} 位。");
        if (text.IndexOfAnyExcept(Alphabet) is var at and >= 0)
            return Problem("character", at, 1, $"Character {at + 1}, '{text[at]}', is not 0-9 or a capital letter other than I, O, S, V, Z.", $"第 {at + 1} 个字符“{text[at]}”不在 0-9 及除 I、O、S、V、Z 外的大写字母之内。");
        var expected = CheckCharacter(text[..^1]);
        return text[^1] == expected ? null
            : Problem("check", Length - 1, 1, $"The check character is '{text[^1]}', but the other 17 make it '{expected}'.", $"校验码为“{text[^1]}”，按前 17 位应为“{expected}”。");
    }

    /// <summary>Reads a code.</summary>
    /// <exception cref="FormatException">The text is not a code; the message is that of <see cref="Check"/>.</exception>
    public static UnifiedSocialCreditCode Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw new FormatException($"'{s}': {problem}") : new UnifiedSocialCreditCode(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UnifiedSocialCreditCode result)
    {
        var valid = Check(s) is null;
        result = valid ? new UnifiedSocialCreditCode(s!) : default;
        return valid;
    }

    /// <summary>Ordinal order.</summary>
    public int CompareTo(UnifiedSocialCreditCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static char CheckCharacter(ReadOnlySpan<char> body)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in body)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % Modulus;
        }
        return Alphabet[(Modulus - sum % Modulus) % Modulus];
    }

    private static CodeProblem Problem(string code, int position, int length, string en, string zh) => new(code, position, length, new LocalizedText(zh, en));
}
