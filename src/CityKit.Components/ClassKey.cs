using System.Diagnostics.CodeAnalysis;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Components;

/// <summary>The key of one class (分类) in every catalogue at once: standard, kind and code. <c>default</c> is no class.</summary>
/// <remarks>The text form is <c>standard:kind:code</c>, such as <c>GB/T 47678.5-2026:component:01037</c>; kind is <c>component</c> or
/// <c>matter</c>. The code's first two digits are the major class, the rest the minor one.</remarks>
public readonly record struct ClassKey : IParsable<ClassKey>, IComparable<ClassKey>
{
    private readonly string? code;

    private ClassKey(CatalogueStandard standard, ClassKind kind, string code) => (Standard, Kind, this.code) = (standard, kind, code);

    /// <summary>The standard the code belongs to.</summary>
    public CatalogueStandard Standard { get; }

    /// <summary>Component or matter.</summary>
    public ClassKind Kind { get; }

    /// <summary>The class code: 5 digits in GB/T 47678.5-2026 and in own schemes, 4 before; empty for <c>default</c>.</summary>
    public string Code => code ?? "";

    /// <summary>The major class (大类): the first two digits.</summary>
    public string Major => Code.Length == 0 ? "" : Code[..2];

    /// <summary>A component class's key.</summary>
    /// <exception cref="FormatException">The code does not fit the standard.</exception>
    public static ClassKey Component(CatalogueStandard standard, string code) => Of(standard, ClassKind.Component, code);

    /// <summary>A matter class's key.</summary>
    /// <exception cref="FormatException">The code does not fit the standard.</exception>
    public static ClassKey Matter(CatalogueStandard standard, string code) => Of(standard, ClassKind.Matter, code);

    /// <summary>A key from its parts.</summary>
    /// <exception cref="FormatException">The code does not fit the standard.</exception>
    public static ClassKey Of(CatalogueStandard standard, ClassKind kind, string code) =>
        CheckCode(standard, code) is { } problem ? throw new FormatException($"'{code}': {problem}") : new ClassKey(standard, kind, code);

    /// <summary>A key from its parts, or false when the code does not fit the standard.</summary>
    public static bool TryOf(CatalogueStandard standard, ClassKind kind, string code, out ClassKey key)
    {
        var valid = CheckCode(standard, code) is null;
        key = valid ? new ClassKey(standard, kind, code) : default;
        return valid;
    }

    /// <summary>
    /// Reads a component class as ids have it: <c>01037</c> (GB/T 47678.5-2026), <c>0137</c> (GB/T 30428.2-2013) or <c>nyc-01043</c>.
    /// </summary>
    public static bool TryParseShort([NotNullWhen(true)] string? text, out ClassKey key)
    {
        var hyphen = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        var standard = text?.Length == 4 ? CatalogueStandard.GbT30428 : CatalogueStandard.GbT47678;
        if (hyphen >= 0) standard = ComponentScheme.TryParse(text![..hyphen], null, out var scheme) ? scheme.Standard : default;
        key = default;
        return text is not null && standard != default && TryOf(standard, ClassKind.Component, text[(hyphen + 1)..], out key);
    }

    /// <summary>What is wrong with a text as a class key, or null when it is one.</summary>
    public static CodeProblem? Check(string? text) => Read(text, out _);

    /// <summary>Reads <c>standard:kind:code</c>.</summary>
    /// <exception cref="FormatException">The text is not a key; the message is that of <see cref="Check"/>.</exception>
    public static ClassKey Parse(string s, IFormatProvider? provider = null) =>
        Read(s, out var result) is { } problem ? throw new FormatException($"'{s}': {problem}") : result;

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ClassKey result) =>
        Read(s, out result) is null;

    /// <summary>Order by standard, kind, code.</summary>
    public int CompareTo(ClassKey other)
    {
        var order = Standard.CompareTo(other.Standard);
        if (order == 0) order = Kind.CompareTo(other.Kind);
        return order != 0 ? order : string.CompareOrdinal(Code, other.Code);
    }

    /// <summary><c>standard:kind:code</c>; empty for <c>default</c>.</summary>
    public override string ToString() => Code.Length == 0 ? "" : $"{Standard}:{KindText(Kind)}:{Code}";

    /// <summary>The code alone, in an own scheme behind its name: <c>nyc-01043</c>. What <see cref="TryParseShort"/> reads.</summary>
    public string ToShortString() => Standard.Scheme is var scheme && scheme == default ? Code : $"{scheme}-{Code}";

    private static string KindText(ClassKind kind) => kind == ClassKind.Component ? "component" : "matter";

    private static CodeProblem? Read(string? text, out ClassKey key)
    {
        key = default;
        var parts = (text ?? "").Split(':');
        if (parts.Length != 3 || !CatalogueStandard.TryParse(parts[0], null, out var standard)) return WrongForm(text);
        if (!TryKind(parts[1], out var kind))
            return Problem("form", parts[0].Length + 1, parts[1].Length, "The kind is component or matter.",
                "种类为 component（部件）或 matter（事项）。");
        if (CheckCode(standard, parts[2]) is { } wrong)
            return wrong with { Position = parts[0].Length + parts[1].Length + 2 + wrong.Position };
        key = new ClassKey(standard, kind, parts[2]);
        return null;
    }

    private static bool TryKind(string text, out ClassKind kind)
    {
        kind = text == "component" ? ClassKind.Component : ClassKind.Matter;
        return text == KindText(kind);
    }

    private static CodeProblem? CheckCode(CatalogueStandard standard, string code)
    {
        var length = standard.CodeLength;
        if (code.Length is < 4 or > 5 || length != 0 && code.Length != length) return WrongLength(standard, code);
        if (code.AsSpan().IndexOfAnyExceptInRange('0', '9') is var at and >= 0)
            return Problem("digit", at, 1, $"Character {at + 1}, '{code[at]}', is not a digit.", $"第 {at + 1} 个字符“{code[at]}”不是数字。");
        if (code.StartsWith("00", StringComparison.Ordinal)) return Problem("class", 0, 2, "Major classes start at 01.", "大类代码从 01 起。");
        return code.AsSpan(2).ContainsAnyExcept('0')
            ? null : Problem("class", 2, code.Length - 2, "Minor classes start at 1.", "小类代码从 1 起。");
    }

    private static CodeProblem WrongForm(string? text) => Problem("form", 0, text?.Length ?? 0,
        "A class key is standard:kind:code, such as GB/T 47678.5-2026:component:01037.",
        "分类键的写法为 标准:种类:代码，例如 GB/T 47678.5-2026:component:01037。");

    private static CodeProblem WrongLength(CatalogueStandard standard, string code)
    {
        var (en, zh) = standard.CodeLength == 0 ? ("4 or 5", "4 或 5") : ($"{standard.CodeLength}", $"{standard.CodeLength}");
        return Problem("length", 0, code.Length, $"A class code of {standard} has {en} digits, not {code.Length}.",
            $"{standard} 的分类代码为 {zh} 位，而非 {code.Length} 位。");
    }

    private static CodeProblem Problem(string code, int position, int length, string en, string zh) =>
        new(code, position, length, new LocalizedText(zh, en));
}
