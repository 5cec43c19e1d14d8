using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Core.Codes;

/// <summary>
/// A citizen's number (公民身份号码, GB 11643-1999): area 6, birth date 8, sequence 3 digits and a check character. Personal data: only
/// <see cref="Value"/> has it whole, and what is written by accident is the masked text. <c>default</c> means none.
/// </summary>
/// <remarks>
/// The check is ISO 7064 MOD 11-2, <c>0</c>-<c>9</c> or <c>X</c>; it finds every wrong digit and every exchange of two neighbours. That a
/// number keeps the rule does not say that anybody has it. The 15 digits of before 1999 are no citizen's number any more, and residence
/// permits that begin with 83 (Taiwan residents) or 9 (foreigners) have rules of their own.
/// </remarks>
public readonly record struct CitizenId : IParsable<CitizenId>
{
    private const int Length = 18;
    private const int Shown = 2;
    private const string CheckCharacters = "10X98765432";

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private readonly string? text;

    private CitizenId(string text) => this.text = text;

    /// <summary>The whole number, which is personal data; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>The county that gave the number, which may have ended since; <c>default</c> for none.</summary>
    public AreaCode Area => text is null ? default : AreaCode.Read(text.AsSpan(0, 6));

    /// <summary>The birth date; 1 January of the year 1 for <c>default</c>.</summary>
    public LocalDate BirthDate => text is null ? default : Date.Parse(text.Substring(6, 8)).Value;

    /// <summary>Distinguishes those who were born in one area on one day, 0 to 999.</summary>
    public int Sequence => text is null ? 0 : int.Parse(text.AsSpan(14, 3), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>
    /// What is wrong with a text as a citizen's number, or null when it is one: <c>length</c>, <c>digit</c>, <c>area</c>, <c>birth</c> or
    /// <c>check</c>. No message has the text.
    /// </summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text) => CheckForm(text) ?? CheckArea(text) ?? CheckBirth(text) ?? CheckLast(text);

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">The text is not one; the message is that of <see cref="Check"/>, without the text.</exception>
    public static CitizenId Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw new FormatException(problem.ToString()) : new CitizenId(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CitizenId result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? new CitizenId(s!) : default;
        return valid;
    }

    /// <summary>The number with all but its first and last two characters hidden.</summary>
    public override string ToString() => text is null ? "" : $"{text[..Shown]}{new string('*', Length - 2 * Shown)}{text[^Shown..]}";

    private static CodeProblem? CheckForm(ReadOnlySpan<char> text)
    {
        if (text.Length != Length)
            return CodeProblem.Of("length", 0, text.Length, $"A citizen's number has 18 characters, not {text.Length}.",
                $"公民身份号码为 18 位，而非 {text.Length} 位。");
        if (text[..^1].IndexOfAnyExceptInRange('0', '9') is var at and >= 0)
            return CodeProblem.Of("digit", at, 1, $"Character {at + 1} is not a digit 0-9.", $"第 {at + 1} 个字符不是数字 0-9。");
        return char.IsAsciiDigit(text[^1]) || text[^1] == 'X' ? null
            : CodeProblem.Of("digit", Length - 1, 1, "The last character is not a digit 0-9 or a capital X.", "最后一位不是数字 0-9 或大写 X。");
    }

    private static CodeProblem? CheckArea(ReadOnlySpan<char> text) => AreaCode.Check(text[..6]) is not { } wrong ? null
        : CodeProblem.Of("area", wrong.Position, wrong.Length, "Characters 1 to 6 are no area.", "第 1 至 6 位不是行政区划代码。");

    private static CodeProblem? CheckBirth(ReadOnlySpan<char> text) => text[6] is '1' or '2'
        && Date.Parse(text.Slice(6, 8).ToString()).Success ? null
        : CodeProblem.Of("birth", 6, 8, "Characters 7 to 14 are no date from 1000 to 2999.", "第 7 至 14 位不是公历日期。");

    private static CodeProblem? CheckLast(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += (text[i] - '0') * Weights[i];
        return text[^1] == CheckCharacters[sum % 11] ? null
            : CodeProblem.Of("check", Length - 1, 1, "The check character is not the one that the other 17 make.", "校验码与前 17 位不符。");
    }
}
