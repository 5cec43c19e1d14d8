using System.Diagnostics.CodeAnalysis;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// The code of a type of electronic certificates (电子证照类型代码, GB/T 36904-2018): the credit code of the authority that defines the type
/// and 3 digits, such as <c>11100000000013338W011</c>. <c>default</c> means none.
/// </summary>
public readonly record struct CertificateTypeCode : IParsable<CertificateTypeCode>, IComparable<CertificateTypeCode>
{
    internal const int Length = 21;
    private const int AuthorityLength = 18;

    private readonly string? text;

    private CertificateTypeCode(string text) => this.text = text;

    /// <summary>The code; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>The authority that defines the type (证照定义机构); <c>default</c> for none.</summary>
    public UnifiedSocialCreditCode Authority => text is null ? default : UnifiedSocialCreditCode.Parse(text[..AuthorityLength]);

    /// <summary>The type's number with its authority, 3 digits; empty for <c>default</c>.</summary>
    public string Number => text?[AuthorityLength..] ?? "";

    /// <summary>
    /// What is wrong with a text as a type's code, or null when it is one: <c>length</c>, <c>digit</c>, or what
    /// <see cref="UnifiedSocialCreditCode.Check"/> finds in the authority.
    /// </summary>
    public static CodeProblem? Check(ReadOnlySpan<char> text)
    {
        if (text.Length != Length)
            return Problem("length", 0, text.Length, $"A certificate type has 21 characters, not {text.Length}.",
                $"证照类型代码为 21 位，而非 {text.Length} 位。");
        if (UnifiedSocialCreditCode.Check(text[..AuthorityLength]) is { } wrong) return wrong;
        return text[AuthorityLength..].IndexOfAnyExceptInRange('0', '9') is not (var at and >= 0) ? null
            : Problem("digit", AuthorityLength + at, 1, "The last 3 characters are digits.", "最后 3 位须为数字。");
    }

    /// <summary>Reads a code.</summary>
    /// <exception cref="FormatException">The text is not a code; the message is that of <see cref="Check"/>.</exception>
    public static CertificateTypeCode Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw new FormatException($"'{s}': {problem}") : new CertificateTypeCode(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CertificateTypeCode result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? new CertificateTypeCode(s!) : default;
        return valid;
    }

    /// <summary>Ordinal order.</summary>
    public int CompareTo(CertificateTypeCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static CodeProblem Problem(string code, int position, int length, string en, string zh) =>
        new(code, position, length, new LocalizedText(zh, en));
}
