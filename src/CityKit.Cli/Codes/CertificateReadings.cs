using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Credentials.Certificates;

namespace CityKit.Cli.Codes;

/// <summary>Electronic certificates (GB/T 36904-2018): the code of a type, and the identifier of one certificate with its check character.</summary>
internal static class CertificateReadings
{
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
        var name = new LocalizedText("电子证照标识（GB/T 36904-2018）", "identifier of an electronic certificate (GB/T 36904-2018)");
        if (CertificateIdentifier.ExpectedCheck(code) is not { } expected) return new CodeReading("certificate", name, CertificateIdentifier.Check(code));
        return new CodeReading("certificate", name, CertificateIdentifier.Check(code) is { Code: not "check" } problem ? problem : null)
        {
            Parts = Parts(code[CertificateIdentifier.Root.Length..].Split('.')),
            Checks = [new CodeCheck(new("标识校验位（ISO 7064 MOD 37,36）", "check character of the identifier (ISO 7064 MOD 37,36)"), code[^1], expected)],
        };
    }

    private static ImmutableArray<CodePart> Parts(string[] fields) =>
    [
        new CodePart(CertificateIdentifier.Root[..^1], new("根标识", "root object identifier")), .. TypeParts(fields[0]),
        new CodePart(fields[1], new("颁发机构代码", "code of the issuing body")), new CodePart(fields[2], new("流水号", "serial number")),
        new CodePart(fields[3], new("版本号", "version")), new CodePart(fields[4], new("校验位", "check character")),
    ];

    private static ImmutableArray<CodePart> TypeParts(string type) =>
    [
        new CodePart(type[..BodyReadings.Length], new("证照定义机构（统一社会信用代码）", "defining authority (credit code)")),
        new CodePart(type[BodyReadings.Length..], new("证照类型顺序码", "number of the type")),
    ];
}
