using System.Diagnostics.CodeAnalysis;

namespace CityKit.Core.Codes;

/// <summary>
/// A body's unified social credit code (统一社会信用代码, GB 32100-2015): 17 characters and a check character. <c>default</c> means none.
/// </summary>
/// <remarks>The alphabet is 0-9 and A-Z without I, O, S, V, Z, in capitals; the weights are the powers of 3 modulo 31. The check finds
/// every wrong character and every exchange of two neighbours.</remarks>
public readonly record struct UnifiedSocialCreditCode : IParsable<UnifiedSocialCreditCode>, IComparable<UnifiedSocialCreditCode>
{
    private const int Length = 18;
    private const int Modulus = 31;
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    // GB 32100-2015, table of registering departments, each with the kinds of body it registers.
    private static readonly (char Department, string Kinds)[] Registering =
        [('1', "1239"), ('2', "19"), ('3', "123459"), ('4', "19"), ('5', "1239"), ('6', "129"), ('7', "129"), ('8', "19"), ('9', "123"),
            ('A', "19"), ('N', "1239"), ('Y', "1")];

    private readonly string? text;

    private UnifiedSocialCreditCode(string text) => this.text = text;

    /// <summary>The code; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>
    /// What is wrong with a text as a code, or null when it is one: <c>length</c>, <c>character</c>, <c>check</c>, <c>department</c>,
    /// <c>area</c> or <c>organisation</c>. The last three
    /// distinguish a citizen's number, whose check character can be right by chance, from a code.
    /// </summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text) =>
        CheckForm(text) ?? CheckDepartment(text) ?? CheckArea(text) ?? CheckOrganisation(text);

    /// <summary>A code that an earlier version accepted into a registry: only its form is checked.</summary>
    internal static bool TryReadStored([NotNullWhen(true)] string? s, IFormatProvider? provider, out UnifiedSocialCreditCode result)
    {
        var valid = CheckForm(s) is null;
        result = valid ? new UnifiedSocialCreditCode(s!) : default;
        return valid;
    }

    private static CodeProblem? CheckForm(ReadOnlySpan<char> text)
    {
        if (text.Length != Length)
            return Problem("length", 0, text.Length, $"A unified social credit code has 18 characters, not {text.Length}.",
                $"统一社会信用代码为 18 位，而非 {text.Length} 位。");
        if (text.IndexOfAnyExcept(Alphabet) is var at and >= 0)
            return Problem("character", at, 1,
                $"Character {at + 1}, '{text[at]}', is not 0-9 or a capital letter other than I, O, S, V, Z.",
                $"第 {at + 1} 个字符“{text[at]}”不在 0-9 及除 I、O、S、V、Z 外的大写字母之内。");
        var expected = CheckCharacter(text[..^1]);
        return text[^1] == expected ? null
            : Problem("check", Length - 1, 1, $"The check character is '{text[^1]}', but the other 17 make it '{expected}'.",
                $"校验码为“{text[^1]}”，按前 17 位应为“{expected}”。");
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

    private static CodeProblem? CheckDepartment(ReadOnlySpan<char> text)
    {
        var (department, kind) = (text[0], text[1]);
        var kinds = Array.Find(Registering, entry => entry.Department == department).Kinds;
        if (kinds is null)
            return Problem("department", 0, 1, $"No department registers under '{department}'; there are {Departments}.",
                $"没有代码为“{department}”的登记管理部门，可用：{Departments}。");
        return kinds.Contains(kind, StringComparison.Ordinal) ? null
            : Problem("department", 1, 1,
                $"Department '{department}' registers no kind '{kind}'; it has {string.Join(", ", kinds.ToCharArray())}.",
                $"登记管理部门“{department}”没有机构类别“{kind}”，可用：{string.Join('、', kinds.ToCharArray())}。");
    }

    private static string Departments => string.Join(", ", Registering.Select(entry => entry.Department));

    /// <summary>The county may have ended since: that it has the form of an area in a province is enough. 100000 is the nation.</summary>
    private static CodeProblem? CheckArea(ReadOnlySpan<char> text)
    {
        var area = text.Slice(2, 6);
        if (area is "100000" || AreaCode.Check(area) is not { } wrong) return null;
        return Problem("area", 2 + wrong.Position, wrong.Length,
            $"Characters 3 to 8 are the area of the registering authority: {wrong.Message.En}", $"第 3 至 8 位为登记机关行政区划：{wrong.Message.Zh}");
    }

    private static CodeProblem? CheckOrganisation(ReadOnlySpan<char> text)
    {
        var expected = OrganisationCheck(text);
        return text[16] == expected ? null
            : Problem("organisation", 16, 1,
                $"The organisation code {text.Slice(8, 8)} has the check character '{expected}', not '{text[16]}' (GB 11714).",
                $"组织机构代码 {text.Slice(8, 8)} 的校验码应为“{expected}”，而非“{text[16]}”（GB 11714）。");
    }

    /// <summary>
    /// Gets the check character of the organisation code in a credit code (GB 11714): modulus 11 over characters 9 to 16, letters counted
    /// from A = 10.
    /// </summary>
    /// <param name="code">The credit code, of 18 characters of its alphabet.</param>
    public static char OrganisationCheck(ReadOnlySpan<char> code)
    {
        var sum = 0;
        for (var i = 0; i < OrganisationWeights.Length; i++)
            sum += OrganisationWeights[i] * (char.IsAsciiDigit(code[8 + i]) ? code[8 + i] - '0' : code[8 + i] - 'A' + 10);
        return "0X987654321"[sum % 11];
    }

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

    private static CodeProblem Problem(string code, int position, int length, string en, string zh) =>
        new(code, position, length, new LocalizedText(zh, en));
}
