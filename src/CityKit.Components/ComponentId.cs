using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Components;

/// <summary>A component's identifier (管理部件标识码): county 6 + class 5 + sequence 6 digits, 17 in all (GB/T 47678.5-2026); 16 with a 4-digit class before. <c>default</c> is no component.</summary>
/// <remarks>A 16-digit id is read as GB/T 30428.2-2013; one of CJ/T 214-2007 looks the same and cannot be told apart by its text.</remarks>
public readonly record struct ComponentId : IParsable<ComponentId>, IComparable<ComponentId>
{
    /// <summary>The highest sequence within one county and class.</summary>
    public const int MaxSequence = 999_999;

    private const int AreaLength = 6;
    private const int SequenceLength = 6;
    private const int Length = 17;
    private const int OlderLength = 16;
    private const long SmallestOfSeventeen = 10_000_000_000_000_000;

    private readonly ulong number;
    private readonly bool older;

    private ComponentId(ulong number, bool older) => (this.number, this.older) = (number, older);

    /// <summary>The county or district (县级区划) the component was registered in.</summary>
    public AreaCode Area => number == 0 ? default : AreaCode.Parse(ToString()[..AreaLength]);

    /// <summary>The component's class, with the standard that the id's length tells.</summary>
    public ClassKey Class => number == 0 ? default : ClassKey.Component(StandardOf(older), ToString()[AreaLength..^SequenceLength]);

    /// <summary>The number within county and class, from 1.</summary>
    public int Sequence => (int)(number % (MaxSequence + 1));

    /// <summary>Whether this is the 16-digit form used before 2026.</summary>
    public bool IsOlderForm => older;

    /// <summary>The digits as one number, for stores and indexes; 0 for <c>default</c>. The two forms never meet: a province code does not start with 0.</summary>
    public long ToInt64() => (long)number;

    /// <summary>The id of a number that <see cref="ToInt64"/> gave.</summary>
    /// <exception cref="FormatException">The digits are not an id.</exception>
    public static ComponentId FromInt64(long digits)
    {
        if (digits == 0) return default;
        Span<char> text = stackalloc char[20];
        digits.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        return Check(text[..length]) is { } problem ? throw new FormatException($"'{digits}': {problem}") : new ComponentId((ulong)digits, length == OlderLength);
    }

    /// <summary>The id of the same county and class with another sequence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sequence is not 1 to 999,999.</exception>
    /// <exception cref="InvalidOperationException">This is no component.</exception>
    public ComponentId WithSequence(int sequence)
    {
        if (number == 0) throw new InvalidOperationException("No component has no county and class to keep. 空标识码没有区划和分类。");
        RequireSequence(sequence);
        return new ComponentId(number - (ulong)Sequence + (ulong)sequence, older);
    }

    internal static ComponentId FromTrusted(long digits) => new((ulong)digits, digits < SmallestOfSeventeen);

    /// <summary>An id from its parts.</summary>
    /// <exception cref="ArgumentException">The area is not a county, the class is no component class of a 4- or 5-digit standard, or the sequence is not 1 to 999,999.</exception>
    public static ComponentId Of(AreaCode county, ClassKey componentClass, int sequence)
    {
        if (county.Level != AreaLevel.County)
            throw new ArgumentException($"A component id starts with a county (6 digits), not '{county}'. 部件标识码以县级区划（6 位）开头。", nameof(county));
        if (componentClass.Kind != ClassKind.Component || componentClass.Standard.CodeLength == 0)
            throw new ArgumentException($"'{componentClass}' is not a component class of a national standard. 不是国家标准的部件分类。", nameof(componentClass));
        RequireSequence(sequence);
        return Read(string.Create(CultureInfo.InvariantCulture, $"{county}{componentClass.Code}{sequence:D6}"));
    }

    /// <summary>What is wrong with a text as a component id, or null when it is one.</summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text)
    {
        if (text.Length is not (Length or OlderLength))
            return Problem("length", 0, text.Length, $"A component id has 17 digits (before 2026: 16), not {text.Length}.", $"部件标识码为 17 位（2026 年前为 16 位），而非 {text.Length} 位。");
        if (text.IndexOfAnyExceptInRange('0', '9') is var at and >= 0)
            return Problem("digit", at, 1, $"Character {at + 1}, '{text[at]}', is not a digit 0-9.", $"第 {at + 1} 个字符“{text[at]}”不是数字 0-9。");
        return AreaCode.Check(text[..AreaLength]) ?? CheckParts(text);
    }

    /// <summary>Reads an id of 17 digits, or of 16 in the older form.</summary>
    /// <exception cref="FormatException">The text is not an id; the message is that of <see cref="Check"/>.</exception>
    public static ComponentId Parse(string s, IFormatProvider? provider = null) => Check(s) is { } problem ? throw new FormatException($"'{s}': {problem}") : Read(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ComponentId result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? Read(s) : default;
        return valid;
    }

    /// <summary>Order of the numbers, the 16-digit ones first.</summary>
    public int CompareTo(ComponentId other)
    {
        var order = other.older.CompareTo(older);
        return order != 0 ? order : number.CompareTo(other.number);
    }

    /// <summary>17 digits, or 16 in the older form; empty for <c>default</c>.</summary>
    public override string ToString() => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);

    private static void RequireSequence(int sequence)
    {
        if (sequence is < 1 or > MaxSequence) throw new ArgumentOutOfRangeException(nameof(sequence), sequence, "The sequence must be 1 to 999,999. 顺序码须为 1 至 999999。");
    }

    private static CatalogueStandard StandardOf(bool older) => older ? CatalogueStandard.GbT30428 : CatalogueStandard.GbT47678;

    // A province code never starts with 0, so the number keeps every digit.
    private static ComponentId Read(ReadOnlySpan<char> text) => new(ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), text.Length == OlderLength);

    private static CodeProblem? CheckParts(ReadOnlySpan<char> text)
    {
        if (text[(AreaLength - 2)..AreaLength] is "00")
            return Problem("level", 0, AreaLength, "The first 6 digits name no county or district.", "前 6 位不是县级区划。");
        var code = text[AreaLength..^SequenceLength];
        if (code[..2] is "00" || !code[2..].ContainsAnyExcept('0'))
            return Problem("class", AreaLength, code.Length, $"{code} is no class: major and minor class start at 1.", $"{code} 不是分类代码：大类和小类都从 1 起。");
        return text[^SequenceLength..].ContainsAnyExcept('0') ? null : Problem("sequence", text.Length - SequenceLength, SequenceLength, "The sequence starts at 1, not 0.", "顺序码从 1 起，不能为 0。");
    }

    private static CodeProblem Problem(string code, int position, int length, string en, string zh) => new(code, position, length, new LocalizedText(zh, en));
}
