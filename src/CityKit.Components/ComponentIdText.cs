using System.Globalization;
using CityKit.Core.Codes;

namespace CityKit.Components;

/// <summary>The texts of component ids: 17 or 16 digits, and <c>scheme-class-sequence</c> where a city has its own scheme.</summary>
internal static class ComponentIdText
{
    internal const int AreaLength = 6;
    internal const int SequenceLength = 6;
    internal const int MaxLength = 18;

    private const int Length = 17;
    private const int OlderLength = 16;
    private const int ClassLength = 5;
    private const int OwnSequenceLength = 7;
    private const int OwnRest = ClassLength + 1 + OwnSequenceLength; // behind the scheme and its hyphen

    /// <summary>What is wrong with a text as an id, or null when it is one.</summary>
    internal static CodeProblem? Check(ReadOnlySpan<char> text) => IsOwn(text) ? CheckOwn(text) : CheckNational(text);

    /// <summary>The number of a text that <see cref="Check"/> finds right.</summary>
    internal static ulong Read(ReadOnlySpan<char> text) => IsOwn(text)
        ? ReadOwn(text[..^(OwnRest + 1)], text[^OwnRest..^(OwnSequenceLength + 1)], text[^OwnSequenceLength..])
        : DigitText.Read(text); // a province code never starts with 0, so the number keeps every digit

    private static ulong ReadOwn(ReadOnlySpan<char> scheme, ReadOnlySpan<char> code, ReadOnlySpan<char> sequence) =>
        ComponentId.NumberOf(ComponentScheme.Read(scheme), Number(code), Number(sequence));

    private static bool IsOwn(ReadOnlySpan<char> text) => text.Length > 0 && char.IsAsciiLetter(text[0]);

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static CodeProblem? CheckNational(ReadOnlySpan<char> text)
    {
        if (text.Length is not (Length or OlderLength))
            return CodeProblem.Of("length", 0, text.Length, $"A component id has 17 digits (before 2026: 16), not {text.Length}.",
                $"部件标识码为 17 位（2026 年前为 16 位），而非 {text.Length} 位。");
        if (DigitText.CheckDigits(text) is { } problem) return problem;
        return AreaCode.Check(text[..AreaLength]) ?? CheckCounty(text)
            ?? CheckParts(text, AreaLength, text.Length - AreaLength - SequenceLength, SequenceLength);
    }

    private static CodeProblem? CheckCounty(ReadOnlySpan<char> text) => text[(AreaLength - 2)..AreaLength] is "00"
        ? CodeProblem.Of("level", 0, AreaLength, "The first 6 digits name no county or district.", "前 6 位不是县级区划。")
        : null;

    private static CodeProblem? CheckOwn(ReadOnlySpan<char> text)
    {
        var rest = text.IndexOf('-') + 1;
        if (rest == 0 || text.Length - rest != OwnRest || text[rest + ClassLength] != '-') return WrongForm(text);
        if (ComponentScheme.Check(text[..(rest - 1)]) is { } problem) return problem;
        return Digits(text, rest, ClassLength) ?? Digits(text, rest + ClassLength + 1, OwnSequenceLength)
            ?? CheckParts(text, rest, ClassLength, OwnSequenceLength);
    }

    private static CodeProblem WrongForm(ReadOnlySpan<char> text) => CodeProblem.Of("form", 0, text.Length,
        "An id of a city's own scheme is scheme-class-sequence with a class of 5 digits and a sequence of 7, such as nyc-01043-0000042.",
        "自有体系的标识码写法为 体系-分类-顺序码，分类 5 位、顺序码 7 位，例如 nyc-01043-0000042。");

    private static CodeProblem? Digits(ReadOnlySpan<char> text, int at, int length) =>
        DigitText.CheckDigits(text.Slice(at, length)) is { } problem ? problem with { Position = at + problem.Position } : null;

    // The sequence ends the text.
    private static CodeProblem? CheckParts(ReadOnlySpan<char> text, int at, int length, int sequenceLength)
    {
        var code = text.Slice(at, length);
        if (code[..2] is "00" || !code[2..].ContainsAnyExcept('0'))
            return CodeProblem.Of("class", at, length, $"{code} is no class: major and minor class start at 1.",
                $"{code} 不是分类代码：大类和小类都从 1 起。");
        if (text[^sequenceLength..].ContainsAnyExcept('0')) return null;
        return CodeProblem.Of("sequence", text.Length - sequenceLength, sequenceLength, "The sequence starts at 1, not 0.",
            "顺序码从 1 起，不能为 0。");
    }
}
