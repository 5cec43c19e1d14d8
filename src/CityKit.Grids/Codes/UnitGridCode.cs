using System.Diagnostics.CodeAnalysis;
using CityKit.Core.Codes;

namespace CityKit.Grids.Codes;

/// <summary>
/// A unit grid's code (单元网格标识码): the community's 12 digits and a 3-digit sequence, 15 in all (GB/T 30428.1-2013, GB/T 47678.3-2026).
/// <c>default</c> is no grid.
/// </summary>
/// <remarks>
/// Use it in place of a string wherever a unit grid is named. It is an immutable value. The older form of CJ/T 213-2005 has a 2-digit
/// sequence, 14 digits; it reads too, keeps its own text, and <see cref="ToFifteenDigits"/> widens it. The sequence runs west to east and
/// north to south inside a community; the surveying authority gives it. Whether a grid of that code exists is a question to a <see
/// cref="Maps.GridMap"/>.
/// </remarks>
/// <example><code>
/// var grid = UnitGridCode.Parse("370202014901008");
/// Console.WriteLine($"{grid.Community}, number {grid.Sequence}"); // 370202014901, number 8
/// if (UnitGridCode.Check("37020201490100") is { } problem) Console.Error.WriteLine(problem);
/// if (!UnitGridCode.TryParse("370202014000008", null, out _)) Console.Error.WriteLine("a unit grid is in a community");
/// </code></example>
public readonly record struct UnitGridCode : IParsable<UnitGridCode>, IComparable<UnitGridCode>
{
    /// <summary>The highest sequence of the 15-digit form.</summary>
    public const int MaxSequence = 999;

    private const int Length = 15;
    private const int OlderLength = 14;
    private const int AreaLength = 12;

    private readonly ulong number; // community * 1000 + sequence
    private readonly bool older;

    private UnitGridCode(ulong number, bool older) => (this.number, this.older) = (number, older);

    /// <summary>The community the grid is in (所属社区).</summary>
    public AreaCode Community => AreaCode.FromPadded(number / 1_000);

    /// <summary>The number within the community, from 1.</summary>
    public int Sequence => (int)(number % 1_000);

    /// <summary>Whether this is the 14-digit form of CJ/T 213-2005.</summary>
    public bool IsOlderForm => older;

    /// <summary>A code from its parts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The area is not a community, or the sequence is not 1 to 999.</exception>
    public static UnitGridCode Of(AreaCode community, int sequence)
    {
        if (community.Level != AreaLevel.Community)
            throw new ArgumentOutOfRangeException(nameof(community), community, "A unit grid is in a community (12 digits).");
        if (sequence is < 1 or > MaxSequence)
            throw new ArgumentOutOfRangeException(nameof(sequence), sequence, "The sequence must be 1 to 999.");
        return new UnitGridCode(community.Padded * 1_000 + (ulong)sequence, older: false);
    }

    /// <summary>The same grid's 15-digit form: a 2-digit sequence gets a leading zero.</summary>
    public UnitGridCode ToFifteenDigits() => new(number, older: false);

    /// <summary>15 digits, or 14 in the older form; empty for <c>default</c>.</summary>
    public override string ToString()
    {
        if (number == 0) return "";
        return older ? DigitText.Write(number / 1_000 * 100 + number % 1_000, OlderLength) : DigitText.Write(number, Length);
    }

    /// <summary>Order by community, then sequence; the 15-digit form before the older one.</summary>
    public int CompareTo(UnitGridCode other)
    {
        var order = number.CompareTo(other.number);
        return order != 0 ? order : older.CompareTo(other.older);
    }

    /// <summary>What is wrong with a text as a unit-grid code, or null when it is one.</summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text)
    {
        if (text.Length is not (Length or OlderLength))
            return CodeProblem.Of("length", 0, text.Length, $"A unit-grid code has 15 digits (older: 14), not {text.Length}.",
                $"单元网格标识码为 15 位（旧版 14 位），而非 {text.Length} 位。");
        return DigitText.CheckDigits(text) ?? AreaCode.Check(text[..AreaLength]) ?? CheckCommunity(text) ?? CheckSequence(text);
    }

    /// <summary>Reads a code of 15 digits, or of 14 in the older form.</summary>
    /// <exception cref="FormatException">The text is not a code; the message is that of <see cref="Check"/>.</exception>
    public static UnitGridCode Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw problem.ForText(s) : Read(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UnitGridCode result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? Read(s) : default;
        return valid;
    }

    private static UnitGridCode Read(ReadOnlySpan<char> text) =>
        new(DigitText.Read(text[..AreaLength]) * 1_000 + DigitText.Read(text[AreaLength..]), text.Length == OlderLength);

    private static CodeProblem? CheckCommunity(ReadOnlySpan<char> text)
    {
        if (AreaCode.Read(text[..AreaLength]).Level == AreaLevel.Community) return null;
        return CodeProblem.Of("level", 9, 3, "Digits 10 to 12 are 000, but a unit grid is in a community.", "第 10 至 12 位为 000，而单元网格须属于社区。");
    }

    private static CodeProblem? CheckSequence(ReadOnlySpan<char> text)
    {
        if (text[AreaLength..].ContainsAnyExcept('0')) return null;
        return CodeProblem.Of("sequence", AreaLength, text.Length - AreaLength, "The sequence starts at 1, not 0.", "顺序码从 1 起，不能为 0。");
    }
}
