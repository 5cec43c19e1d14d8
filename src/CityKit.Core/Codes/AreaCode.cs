using System.Diagnostics.CodeAnalysis;

namespace CityKit.Core.Codes;

/// <summary>
/// An administrative area's code (行政区划代码): province 2 + city 2 + county 2 (GB/T 2260) + street 3 (GB/T 10114) + community 3 digits.
/// <c>default</c> is no area.
/// </summary>
/// <remarks>
/// Use it in place of a string wherever an area is named. It is an immutable value. It reads 2, 4, 6, 9 or 12 digits; a zero-padded text
/// (<c>370200</c>, <c>370202000000</c>) is the same code as its short form, and the text form is the short one. Whether an area of that
/// code exists, and what it is called, is a question to a table, not to the code.
/// </remarks>
/// <example><code>
/// var district = AreaCode.Parse("370202");
/// var community = AreaCode.Parse("370202014901");
/// Console.WriteLine(district.Contains(community));          // True
/// Console.WriteLine(community.At(AreaLevel.Street));        // 370202014
/// if (AreaCode.Check("37020") is { } problem) Console.Error.WriteLine(problem);
/// </code></example>
public readonly record struct AreaCode : IParsable<AreaCode>, IComparable<AreaCode>
{
    private const int FullLength = 12;
    private static readonly int[] DigitsOfLevel = [0, 2, 4, 6, 9, FullLength];

    private readonly ulong padded;

    private AreaCode(ulong padded) => this.padded = padded;

    /// <summary>The level the code names.</summary>
    public AreaLevel Level => padded switch
    {
        0 => AreaLevel.None,
        _ when padded % 1_000 != 0 => AreaLevel.Community,
        _ when padded % 1_000_000 != 0 => AreaLevel.Street,
        _ when padded % 100_000_000 != 0 => AreaLevel.County,
        _ when padded % 10_000_000_000 != 0 => AreaLevel.City,
        _ => AreaLevel.Province,
    };

    /// <summary>
    /// The area one level up; <c>default</c> above a province. Cities without counties (Dongguan 4419) are the direct parent of their
    /// streets.
    /// </summary>
    public AreaCode Parent => Level <= AreaLevel.Province ? default : At(Level - 1);

    /// <summary>
    /// This area's code at a wider level: the county of a community, for instance. The area itself at its own level or a narrower one.
    /// </summary>
    public AreaCode At(AreaLevel level)
    {
        var unit = DigitText.PowerOfTen(FullLength - DigitsOfLevel[(int)level]);
        return new AreaCode(padded / unit * unit);
    }

    /// <summary>Whether the other area is this one or is within it, by their codes.</summary>
    public bool Contains(AreaCode other) => Level != AreaLevel.None && other.At(Level) == this;

    /// <summary>The area one level down with the given part: <c>370202</c>.Child(14) is <c>370202014</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not 1 to 99 (above the street) or 1 to 999, or this is a
    /// community.</exception>
    public AreaCode Child(int part)
    {
        var level = Level;
        if (level is AreaLevel.None or AreaLevel.Community)
            throw new ArgumentOutOfRangeException(nameof(part), part, $"{this} has no level below it in this code.");
        var width = DigitsOfLevel[(int)level + 1] - DigitsOfLevel[(int)level];
        if (part < 1 || (ulong)part >= DigitText.PowerOfTen(width)) throw new ArgumentOutOfRangeException(nameof(part), part,
            $"The part must have {width} digits, from 1.");
        return new AreaCode(padded + (ulong)part * DigitText.PowerOfTen(FullLength - DigitsOfLevel[(int)level + 1]));
    }

    /// <summary>All 12 digits, shorter levels filled up with zeros: <c>370202000000</c>.</summary>
    public string ToPadded() => Level == AreaLevel.None ? "" : DigitText.Write(padded, FullLength);

    /// <summary>The short form of 2, 4, 6, 9 or 12 digits; empty for <c>default</c>.</summary>
    public override string ToString() => ToPadded()[..DigitsOfLevel[(int)Level]];

    /// <summary>Order of the padded codes: an area comes before what is in it.</summary>
    public int CompareTo(AreaCode other) => padded.CompareTo(other.padded);

    /// <summary>What is wrong with a text as an area code, or null when it is one.</summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text)
    {
        if (Array.IndexOf(DigitsOfLevel, text.Length, 1) < 0)
            return CodeProblem.Of("length", 0, text.Length, $"An area code has 2, 4, 6, 9 or 12 digits, not {text.Length}.",
                $"行政区划代码为 2、4、6、9 或 12 位，而非 {text.Length} 位。");
        return DigitText.CheckDigits(text) ?? CheckProvince(text) ?? CheckLevels(text);
    }

    /// <summary>Reads a code of 2, 4, 6, 9 or 12 digits.</summary>
    /// <exception cref="FormatException">The text is not a code; the message is that of <see cref="Check"/>.</exception>
    public static AreaCode Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw problem.ForText(s) : Read(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AreaCode result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? Read(s) : default;
        return valid;
    }

    /// <summary>Reads a text that <see cref="Check"/> found right.</summary>
    internal static AreaCode Read(ReadOnlySpan<char> text) => new(DigitText.Read(text) * DigitText.PowerOfTen(FullLength - text.Length));

    /// <summary>The twelve digits as a number.</summary>
    internal ulong Padded => padded;

    internal static AreaCode FromPadded(ulong padded) => new(padded);

    // GB/T 2260: 11-15, 21-23, 31-37, 41-46, 50-54, 61-65, 71, 81, 82.
    private static CodeProblem? CheckProvince(ReadOnlySpan<char> text)
    {
        var province = (int)DigitText.Read(text[..2]);
        var known = province is >= 11 and <= 15 or >= 21 and <= 23 or >= 31 and <= 37
            or >= 41 and <= 46 or >= 50 and <= 54 or >= 61 and <= 65 or 71 or 81 or 82;
        return known ? null : CodeProblem.Of("province", 0, 2, $"No province has the code {text[..2]} (GB/T 2260).",
            $"没有代码为 {text[..2]} 的省级区划（GB/T 2260）。");
    }

    // A county of no city and a community of no street cannot be; a street directly under a city can (Dongguan, Zhongshan, Danzhou).
    private static CodeProblem? CheckLevels(ReadOnlySpan<char> text)
    {
        if (text.Length >= 6 && Missing(text[2..4], text[4..])) return Gap(2, 2, "city", "市");
        if (text.Length == FullLength && Missing(text[6..9], text[9..])) return Gap(6, 3, "street", "街道");
        return null;
    }

    private static bool Missing(ReadOnlySpan<char> part, ReadOnlySpan<char> below) =>
        !part.ContainsAnyExcept('0') && below.ContainsAnyExcept('0');

    private static CodeProblem Gap(int position, int length, string en, string zh) =>
        CodeProblem.Of("level", position, length, $"The {en} part is all zeros, but a lower level follows it.", $"{zh}级代码全为零，其后却有下级代码。");
}
