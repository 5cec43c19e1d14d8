using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Cli.Codes;

/// <summary>Electronic certificates (GB/T 36904-2018): the code of a type, and the identifier of one certificate with its check character (ISO 7064 MOD 37,36).</summary>
internal static class CertificateReadings
{
    /// <summary>What every identifier begins with.</summary>
    internal const string Root = "1.2.156.3005.2.";

    private const int TypeLength = 21;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    internal static CodeReading Type(string code)
    {
        var body = BodyReadings.CreditCode(code[..BodyReadings.Length]);
        var problem = body.Problem ?? AreaReadings.Shifted(CodeDigits.Check(code.AsSpan(BodyReadings.Length)), BodyReadings.Length);
        return new CodeReading("certificate-type", new("电子证照类型代码（GB/T 36904-2018）", "code of a certificate type (GB/T 36904-2018)"), problem)
        {
            Parts = problem is null ? TypeParts(code) : [], Checks = problem is null ? [BodyReadings.Check(code)] : [],
        };
    }

    internal static CodeReading Identifier(string code)
    {
        var fields = code[Root.Length..].Split('.');
        var name = new LocalizedText("电子证照标识（GB/T 36904-2018）", "identifier of an electronic certificate (GB/T 36904-2018)");
        return Check(fields) is { } problem ? new CodeReading("certificate", name, problem) : new CodeReading("certificate", name, null)
        {
            Parts =
            [
                new CodePart(Root[..^1], new("根标识", "root object identifier")), .. TypeParts(fields[0]),
                new CodePart(fields[1], new("颁发机构代码", "code of the issuing body")), new CodePart(fields[2], new("流水号", "serial number")),
                new CodePart(fields[3], new("版本号", "version")), new CodePart(fields[4], new("校验位", "check character")),
            ],
            Checks = [new CodeCheck(new("标识校验位（ISO 7064 MOD 37,36）", "check character of the identifier (ISO 7064 MOD 37,36)"), fields[4][0], CheckCharacter(string.Concat(fields[..4])))],
        };
    }

    private static ImmutableArray<CodePart> TypeParts(string type) =>
    [
        new CodePart(type[..BodyReadings.Length], new("证照定义机构（统一社会信用代码）", "defining authority (credit code)")),
        new CodePart(type[BodyReadings.Length..], new("证照类型顺序码", "number of the type")),
    ];

    private static CodeProblem? Check(string[] fields)
    {
        if (fields.Length != 5) return Problem($"After the root come 5 fields separated by dots, not {fields.Length}.", $"根标识之后应为 5 段，而非 {fields.Length} 段。");
        if (fields[0].Length != TypeLength) return Problem($"The type has 21 characters, not {fields[0].Length}.", $"类型代码为 21 位，而非 {fields[0].Length} 位。");
        if (fields[1].Length is 0 or > BodyReadings.Length || fields[2].Length == 0) return Problem("The issuer has 1 to 18 characters, the serial number at least 1.", "颁发机构代码 1 至 18 位，流水号不为空。");
        if (fields[3].Length != 3 || fields[4].Length != 1) return Problem("The version has 3 characters, the check 1.", "版本号 3 位，校验位 1 位。");
        return string.Concat(fields).AsSpan().ContainsAnyExcept(Alphabet.AsSpan()) ? Problem("Only 0-9 and A-Z may stand between the dots.", "各段仅含 0-9 与 A-Z。") : null;
    }

    private static char CheckCharacter(string text)
    {
        var remainder = 36;
        foreach (var character in text)
        {
            remainder = (remainder + Alphabet.IndexOf(character, StringComparison.Ordinal)) % 36;
            remainder = (remainder == 0 ? 36 : remainder) * 2 % 37;
        }
        return Alphabet[(37 - remainder) % 36];
    }

    private static CodeProblem Problem(string en, string zh) => new("form", Root.Length, 0, new LocalizedText(zh, en));
}
