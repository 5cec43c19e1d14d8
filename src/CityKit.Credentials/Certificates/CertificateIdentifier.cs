using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// The identifier of one version of an electronic certificate (电子证照标识, GB/T 36904-2018):
/// <c>1.2.156.3005.2.TYPE.ISSUER.SERIAL.VERSION.CHECK</c>. <c>default</c> means none.
/// </summary>
/// <remarks>
/// The check is ISO 7064 MOD 37,36 (GB/T 17710) over type, issuer, serial and version, without dots and root. A renewal or change keeps the
/// serial and counts the version up. The serial of some types is a person's number: treat an identifier as personal data.
/// </remarks>
public readonly record struct CertificateIdentifier : IParsable<CertificateIdentifier>
{
    /// <summary>What every identifier begins with.</summary>
    public const string Root = "1.2.156.3005.2.";

    /// <summary>The most characters of a serial; the standard names no limit.</summary>
    public const int MaxSerial = 64;

    /// <summary>The most versions of one certificate.</summary>
    public const int MaxVersion = 999;

    private const int MaxIssuer = 18;
    private const int VersionLength = 3;

    private readonly string? text;

    private CertificateIdentifier(string text) => this.text = text;

    /// <summary>The whole identifier; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>The type, which names the authority that defines it.</summary>
    public CertificateTypeCode Type => CertificateTypeCode.TryParse(Field(0), null, out var type) ? type : default;

    /// <summary>The code of the body that issued it (颁发机构代码): normally a credit code, sometimes an area's code.</summary>
    public string Issuer => Field(1);

    /// <summary>The serial number (流水号).</summary>
    public string Serial => Field(2);

    /// <summary>The version, from 1; 0 for <c>default</c>.</summary>
    public int Version => text is null ? 0 : int.Parse(Field(3), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Makes the identifier of a certificate's version.</summary>
    /// <param name="type">The type.</param>
    /// <param name="issuer">The issuing body: 1 to 18 of 0-9 and A-Z.</param>
    /// <param name="serial">The serial number: 1 to <see cref="MaxSerial"/> of 0-9 and A-Z.</param>
    /// <param name="version">1 to <see cref="MaxVersion"/>.</param>
    /// <exception cref="ArgumentException">A part is not valid; the message says which.</exception>
    public static CertificateIdentifier Of(CertificateTypeCode type, string issuer, string serial, int version = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        var body = string.Create(CultureInfo.InvariantCulture, $"{Root}{type}.{issuer}.{serial}.{version:D3}.");
        var text = body + CheckCharacter.Of(body.AsSpan(Root.Length));
        return Check(text) is { } problem ? throw new ArgumentException(problem.ToString()) : new CertificateIdentifier(text);
    }

    /// <summary>The identifier of the version after this one.</summary>
    /// <exception cref="InvalidOperationException">There is none after <see cref="MaxVersion"/>, or this is <c>default</c>.</exception>
    public CertificateIdentifier Next()
    {
        if (Version is 0 or MaxVersion)
            throw new InvalidOperationException($"There is no version after {Version}: give the certificate a new serial.");
        var body = string.Create(CultureInfo.InvariantCulture, $"{Root}{Field(0)}.{Issuer}.{Serial}.{Version + 1:D3}.");
        return new CertificateIdentifier(body + CheckCharacter.Of(body.AsSpan(Root.Length)));
    }

    /// <summary>
    /// What is wrong with a text as an identifier, or null when it is one: <c>root</c>, <c>fields</c>, <c>type-length</c>,
    /// <c>issuer-length</c>,
    /// <c>serial-length</c>, <c>version</c>, <c>character</c>, <c>check</c>, <c>type</c> or <c>issuer</c> (a code of 18 characters that
    /// is no
    /// credit code). A leniency can waive <c>check</c> and <c>issuer</c>.
    /// </summary>
    public static CodeProblem? Check(string text) => CheckForm(text) ?? CheckLast(text) ?? CheckType(text) ?? CheckIssuer(text);

    /// <summary>The check character that the other fields make; null when the text has not the form of an identifier.</summary>
    public static char? ExpectedCheck(string text) => CheckForm(text) is null ? Expected(text) : null;

    /// <summary>Reads an identifier.</summary>
    /// <exception cref="FormatException">The text is not one; the message is that of <see cref="Check"/>.</exception>
    public static CertificateIdentifier Parse(string s, IFormatProvider? provider = null) =>
        Check(s) is { } problem ? throw new FormatException($"'{s}': {problem}") : new CertificateIdentifier(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CertificateIdentifier result)
    {
        var valid = s is not null && Check(s) is null;
        result = valid ? new CertificateIdentifier(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>An identifier that has the form, whatever else is wrong: for a leniency that says what.</summary>
    internal static CertificateIdentifier OfForm(string text) => new(text);

    /// <summary>What is wrong with the form, which no leniency waives.</summary>
    internal static CodeProblem? CheckForm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Root, StringComparison.Ordinal))
            return Problem("root", 0, text.Length, $"An identifier begins with {Root}", $"证照标识须以 {Root} 开头。");
        var fields = text[Root.Length..].Split('.');
        return fields.Length == 5 ? CheckFields(fields)
            : Form("fields", $"After the root come 5 fields separated by dots, not {fields.Length}.", $"根标识之后应为 5 段，而非 {fields.Length} 段。");
    }

    private static CodeProblem? CheckFields(string[] fields)
    {
        if (fields[0].Length != CertificateTypeCode.Length)
            return Form("type-length", $"The type has 21 characters, not {fields[0].Length}.", $"类型代码为 21 位，而非 {fields[0].Length} 位。");
        if (fields[1].Length is 0 or > MaxIssuer)
            return Form("issuer-length", $"The issuer has 1 to 18 characters, not {fields[1].Length}.",
                $"颁发机构代码为 1 至 18 位，而非 {fields[1].Length} 位。");
        if (fields[2].Length is 0 or > MaxSerial)
            return Form("serial-length", $"The serial has 1 to {MaxSerial} characters, not {fields[2].Length}.",
                $"流水号为 1 至 {MaxSerial} 位，而非 {fields[2].Length} 位。");
        if (fields[3].Length != VersionLength || fields[3] == "000" || fields[3].AsSpan().ContainsAnyExceptInRange('0', '9'))
            return Form("version", "The version has 3 digits, from 001.", "版本号为 3 位数字，从 001 起。");
        return fields[4].Length == 1 && !string.Concat(fields).AsSpan().ContainsAnyExcept(CheckCharacter.Alphabet) ? null
            : Form("character", "Only 0-9 and A-Z may be between the dots, and the check is 1 of them.", "各段仅含 0-9 与 A-Z，校验位为 1 位。");
    }

    private static CodeProblem? CheckLast(string text) => text[^1] == Expected(text) ? null
        : Problem("check", text.Length - 1, 1, $"The check character is '{text[^1]}', but the rest makes it '{Expected(text)}'.",
            $"校验位为“{text[^1]}”，按其余各段应为“{Expected(text)}”。");

    private static CodeProblem? CheckType(string text) => CertificateTypeCode.Check(FieldOf(text, 0)) is { } wrong
        ? new CodeProblem("type", Root.Length + wrong.Position, wrong.Length, wrong.Message) : null;

    private static CodeProblem? CheckIssuer(string text)
    {
        var issuer = FieldOf(text, 1);
        return issuer.Length == MaxIssuer && UnifiedSocialCreditCode.Check(issuer) is { } wrong
            ? new CodeProblem("issuer", Root.Length + CertificateTypeCode.Length + 1 + wrong.Position, wrong.Length, wrong.Message) : null;
    }

    private static char Expected(string text) => CheckCharacter.Of(text.AsSpan(Root.Length..^1));

    private string Field(int index) => text is null ? "" : FieldOf(text, index);

    private static string FieldOf(string text, int index) => text[Root.Length..].Split('.')[index];

    private static CodeProblem Form(string code, string en, string zh) => Problem(code, Root.Length, 0, en, zh);

    private static CodeProblem Problem(string code, int position, int length, string en, string zh) =>
        new(code, position, length, new LocalizedText(zh, en));
}
