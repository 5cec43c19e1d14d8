using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityKit.Core.Codes;

namespace CityKit.Components;

/// <summary>
/// A component's identifier (管理部件标识码): county 6 + class 5 + sequence 6 digits, 17 in all (GB/T 47678.5-2026), or 16 in the standard before
/// it. A city outside GB/T numbers by a scheme of its own: <c>nyc-01043-0000042</c>. <c>default</c> is no component.
/// </summary>
/// <remarks>
/// Use it in place of a string wherever a component is named. It is an immutable value of 8 bytes. An id of 16 digits has a 4-digit class
/// and is read as GB/T 30428.2-2013; one of CJ/T 214-2007 looks the same, and its text does not show the difference. Whether the component
/// exists is a question to a <see cref="Registry.ComponentRegistry"/>, which also gives out the next free id.
/// </remarks>
/// <example><code>
/// var lamp = ComponentId.Parse("37020201037000042");
/// Console.WriteLine($"{lamp.Area} {lamp.Class.Code} {lamp.Sequence}"); // 370202 01037 42
/// var next = lamp.WithSequence(lamp.Sequence + 1);
/// var tree = ComponentId.Of(ComponentScheme.Parse("nyc"), "01043", 42); // nyc-01043-0000042
/// if (ComponentId.Check("3702020103700004") is { } problem) Console.Error.WriteLine(problem);
/// </code></example>
public readonly record struct ComponentId : IParsable<ComponentId>, IComparable<ComponentId>
{
    /// <summary>
    /// The first number of ids of own schemes: scheme, class (5 digits) and sequence (7 digits) follow one after the other.
    /// </summary>
    internal const long FirstOwn = 1_000_000_000_000_000_000;

    /// <summary>How many numbers ids of own schemes may have.</summary>
    internal const long OwnNumbers = ComponentScheme.Count * NumbersOfScheme;

    internal const long SmallestOfSeventeen = 10_000_000_000_000_000;

    private const long NumbersOfScheme = 1_000_000_000_000;
    private const int NumbersOfOwnClass = 10_000_000;
    private const int NumbersOfClass = 1_000_000;
    private const int OwnClasses = 100_000;

    private readonly ulong number;

    private ComponentId(ulong number) => this.number = number;

    /// <summary>The county or district (县级区划) the component was registered in; <c>default</c> in an own scheme.</summary>
    public AreaCode Area => number == 0 || IsOwn ? default : AreaCode.Parse(ToString()[..ComponentIdText.AreaLength]);

    /// <summary>The scheme of a city outside GB/T; <c>default</c> is GB/T.</summary>
    public ComponentScheme Scheme => IsOwn ? ComponentScheme.FromNumber((int)((ToInt64() - FirstOwn) / NumbersOfScheme)) : default;

    /// <summary>The component's class, of the standard that the id's length shows, or of the scheme's own.</summary>
    public ClassKey Class => number == 0 ? default : IsOwn ? ClassKey.Component(Scheme.Standard, OwnClass) : NationalClass;

    /// <summary>The number within county and class, or within scheme and class, from 1.</summary>
    public int Sequence => (int)(number % ((ulong)MaxSequence + 1));

    /// <summary>The highest sequence of ids of this form: 999,999, and 9,999,999 in an own scheme.</summary>
    public int MaxSequence => IsOwn ? NumbersOfOwnClass - 1 : NumbersOfClass - 1;

    /// <summary>Whether this is the 16-digit form used before 2026.</summary>
    public bool IsOlderForm => number is > 0 and < SmallestOfSeventeen;

    private bool IsOwn => number >= FirstOwn;

    private ClassKey NationalClass => ClassKey.Component(IsOlderForm ? CatalogueStandard.GbT30428 : CatalogueStandard.GbT47678,
        ToString()[ComponentIdText.AreaLength..^ComponentIdText.SequenceLength]);

    private string OwnClass => (ToInt64() / NumbersOfOwnClass % OwnClasses).ToString("D5", CultureInfo.InvariantCulture);

    /// <summary>
    /// The id as one number, for stores and indexes; 0 for <c>default</c>. Of digits it is the digits (a province code does not start with
    /// 0, so the two forms never meet); of an own scheme it is 10^18 or more, and the ids of a scheme and class are one range.
    /// </summary>
    public long ToInt64() => (long)number;

    /// <summary>The id of a number that <see cref="ToInt64"/> gave.</summary>
    /// <exception cref="FormatException">The number is not that of an id.</exception>
    public static ComponentId FromInt64(long number) => TryFromInt64(number, out var id) || number == 0 ? id
        : throw new FormatException($"{number} is not the number of a component id. {number} 不是部件标识码的数字形式。");

    /// <summary>The id of the same county or scheme and the same class with another sequence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sequence is not 1 to <see cref="MaxSequence"/>.</exception>
    /// <exception cref="InvalidOperationException">This is no component.</exception>
    public ComponentId WithSequence(int sequence)
    {
        if (number == 0) throw new InvalidOperationException("No component has no county and class to keep.");
        RequireSequence(sequence, MaxSequence);
        return new ComponentId(number - (ulong)Sequence + (ulong)sequence);
    }

    /// <summary>An id from its parts.</summary>
    /// <param name="county">The county; <c>default</c> for a class of an own scheme.</param>
    /// <param name="componentClass">The class, of a 4- or 5-digit standard or of an own scheme .</param>
    /// <param name="sequence">The number in it, 1 to 999,999, in an own scheme to 9,999,999.</param>
    /// <exception cref="ArgumentException">The area is not a county, the class is no such class, or the sequence is out of
    /// range.</exception>
    public static ComponentId Of(AreaCode county, ClassKey componentClass, int sequence)
    {
        var scheme = RequireClass(componentClass).Standard.Scheme;
        if (county.Level != (scheme == default ? AreaLevel.County : AreaLevel.None))
            throw new ArgumentException($"A component id starts with a county (6 digits), or with its own scheme alone, not '{county}'.",
                nameof(county));
        if (scheme != default) return Of(scheme, componentClass.Code, sequence);
        RequireSequence(sequence, NumbersOfClass - 1);
        return Parse(string.Create(CultureInfo.InvariantCulture, $"{county}{componentClass.Code}{sequence:D6}"));
    }

    /// <summary>An id of a city's own scheme.</summary>
    /// <param name="scheme">The scheme; not <c>default</c>.</param>
    /// <param name="classCode">The class, 5 digits.</param>
    /// <param name="sequence">The number in it, 1 to 9,999,999.</param>
    /// <exception cref="ArgumentException">There is no scheme, the code is no class, or the sequence is out of range.</exception>
    public static ComponentId Of(ComponentScheme scheme, string classCode, int sequence)
    {
        if (scheme == default) throw new ArgumentException("An id without a county needs a scheme.", nameof(scheme));
        if (!ClassKey.TryOf(scheme.Standard, ClassKind.Component, classCode, out _))
            throw new ArgumentException($"'{classCode}' is no class of 5 digits.", nameof(classCode));
        RequireSequence(sequence, NumbersOfOwnClass - 1);
        return new ComponentId(NumberOf(scheme, int.Parse(classCode, CultureInfo.InvariantCulture), sequence));
    }

    /// <summary>What is wrong with a text as a component id, or null when it is one.</summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text) => ComponentIdText.Check(text);

    /// <summary>Reads an id of 17 digits, of 16 in the older form, or of an own scheme.</summary>
    /// <exception cref="FormatException">The text is not an id; the message is that of <see cref="Check"/>.</exception>
    public static ComponentId Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw new FormatException($"'{s}': {problem}") : new ComponentId(ComponentIdText.Read(s));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ComponentId result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? new ComponentId(ComponentIdText.Read(s)) : default;
        return valid;
    }

    /// <summary>Order of the numbers: those of 16 digits, those of 17, those of own schemes in the order of their texts.</summary>
    public int CompareTo(ComponentId other) => number.CompareTo(other.number);

    /// <summary>17 digits, 16 in the older form, or <c>scheme-class-sequence</c>; empty for <c>default</c>.</summary>
    public override string ToString()
    {
        if (number == 0) return "";
        Span<char> text = stackalloc char[ComponentIdText.MaxLength + 2];
        return text[..Write(text)].ToString();
    }

    /// <summary>The id of a number that is not 0; false when no id has it.</summary>
    internal static bool TryFromInt64(long number, out ComponentId id)
    {
        Span<char> text = stackalloc char[ComponentIdText.MaxLength + 2];
        id = new ComponentId((ulong)number);
        text = number is > 0 and < FirstOwn + OwnNumbers ? text[..id.Write(text)] : default;
        var valid = Check(text) is null && ComponentIdText.Read(text) == id.number;
        if (!valid) id = default;
        return valid;
    }

    internal static ComponentId FromTrusted(long number) => new((ulong)number);

    internal static ulong NumberOf(ComponentScheme scheme, int classCode, int sequence) =>
        (ulong)(FirstOwn + scheme.Number * NumbersOfScheme + (long)classCode * NumbersOfOwnClass + sequence);

    private int Write(Span<char> text)
    {
        int length;
        if (IsOwn) text.TryWrite(CultureInfo.InvariantCulture, $"{Scheme.Value}-{OwnClass}-{Sequence:D7}", out length);
        else number.TryFormat(text, out length, provider: CultureInfo.InvariantCulture);
        return length;
    }

    private static ClassKey RequireClass(ClassKey key) => key.Kind == ClassKind.Component && key.Standard.CodeLength > 0 ? key
        : throw new ArgumentException($"'{key}' is not a component class of a national standard or an own scheme.", nameof(key));

    private static void RequireSequence(int sequence, int most)
    {
        if (sequence < 1 || sequence > most)
            throw new ArgumentOutOfRangeException(nameof(sequence), sequence, $"The sequence must be 1 to {most}.");
    }
}
