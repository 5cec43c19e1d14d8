using System.Diagnostics.CodeAnalysis;
using CityKit.Core.Codes;

namespace CityKit.Components;

/// <summary>
/// Who numbers the components of a city outside GB/T (标识码体系): 2 to 4 of a–z and 0–9, a letter first, such as <c>nyc</c>.
/// <c>default</c> is GB/T, whose ids begin with a county.
/// </summary>
public readonly record struct ComponentScheme : IParsable<ComponentScheme>, IComparable<ComponentScheme>
{
    /// <summary>How many numbers there are: the first character has 26 values, the others 37, nothing included.</summary>
    internal const int Count = 26 * Values * Values * Values;

    private const int MaxLength = 4;
    private const int Values = 37;
    private const string Characters = "0123456789abcdefghijklmnopqrstuvwxyz"; // value 1 and on; 0 is the end of the text

    private ComponentScheme(int number) => Number = number;

    /// <summary>The text as a number, in the order of the texts; 0 for GB/T.</summary>
    internal int Number { get; }

    /// <summary>The text; empty for GB/T.</summary>
    public string Value => Number == 0 ? "" : Write();

    /// <summary>The standard of the classes that this scheme's ids have: its own name; <c>default</c> for GB/T, with several.</summary>
    public CatalogueStandard Standard => Number == 0 ? default : CatalogueStandard.Parse(Value);

    /// <summary>What is wrong with a text as a scheme, or null when it is one.</summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > MaxLength)
            return CodeProblem.Of("length", 0, text.Length, $"A scheme has 2 to {MaxLength} characters, not {text.Length}.",
                $"标识码体系为 2 至 {MaxLength} 个字符，而非 {text.Length} 个。");
        if (!char.IsAsciiLetterLower(text[0]))
            return CodeProblem.Of("form", 0, 1, $"A scheme starts with a letter a-z, not '{text[0]}'.",
                $"标识码体系以小写字母 a-z 开头，而非“{text[0]}”。");
        var at = text.IndexOfAnyExcept(Characters);
        if (at < 0) return null;
        return CodeProblem.Of("form", at, 1, $"Character {at + 1}, '{text[at]}', is not one of a-z and 0-9.",
            $"第 {at + 1} 个字符“{text[at]}”不是 a-z 或 0-9。");
    }

    /// <summary>Reads a scheme.</summary>
    /// <exception cref="FormatException">The text is no scheme; the message is that of <see cref="Check"/>.</exception>
    public static ComponentScheme Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw problem.ForText(s) : Read(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ComponentScheme result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? Read(s) : default;
        return valid;
    }

    /// <summary>Ordinal order of the texts, GB/T first.</summary>
    public int CompareTo(ComponentScheme other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The scheme of a text that <see cref="Check"/> finds right.</summary>
    internal static ComponentScheme Read(ReadOnlySpan<char> text)
    {
        var number = text[0] - 'a';
        for (var i = 1; i < MaxLength; i++) number = number * Values + (i < text.Length ? ValueOf(text[i]) : 0);
        return new ComponentScheme(number);
    }

    /// <summary>
    /// The scheme of a number from 0 and below <see cref="Count"/>; a number that no text has gives one whose text has another.
    /// </summary>
    internal static ComponentScheme FromNumber(int number) => new(number);

    private static int ValueOf(char character) => Characters.IndexOf(character, StringComparison.Ordinal) + 1;

    private string Write()
    {
        Span<char> text = stackalloc char[MaxLength];
        var (length, rest) = (0, Number);
        for (var i = MaxLength - 1; i > 0; i--, rest /= Values)
            if (rest % Values is var value and > 0) (text[i], length) = (Characters[value - 1], Math.Max(length, i));
        text[0] = (char)('a' + rest);
        return text[..(length + 1)].ToString();
    }
}
