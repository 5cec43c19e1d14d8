using System.Collections.Immutable;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Cli.Codes;

/// <summary>The unified social credit code of a body (GB 32100-2015), and the organisation code inside it (GB 11714).</summary>
internal static class BodyReadings
{
    internal const int Length = 18;
    private const string Nation = "国家 the nation";
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // GB 32100-2015, the registering department and the kind of body.
    private static readonly (string Code, string Name)[] Kinds =
    [
        ("11", "机构编制：机关 organ of state"), ("12", "机构编制：事业单位 public institution"), ("13", "机构编制：直接管理机构编制的群众团体 mass organisation"),
        ("19", "机构编制：其他 other"),
        ("51", "民政：社会团体 association"), ("52", "民政：民办非企业单位 private non-enterprise unit"), ("53", "民政：基金会 foundation"), ("59", "民政：其他 other"),
        ("91", "工商：企业 enterprise"), ("92", "工商：个体工商户 sole trader"), ("93", "工商：农民专业合作社 farmers' cooperative"), ("Y1", "其他 other"),
    ];

    internal static CodeReading CreditCode(string code)
    {
        var problem = UnifiedSocialCreditCode.Check(code);
        var isReadable = problem is null or { Code: "check" or "organisation" };
        return new CodeReading(
            "credit-code", new("统一社会信用代码（GB 32100-2015）", "unified social credit code (GB 32100-2015)"), isReadable ? null : problem)
        {
            Parts = isReadable ? Parts(code) : [],
            Checks = isReadable ? [Check(code), Organisation(code)] : [],
        };
    }

    internal static ImmutableArray<CodePart> Parts(string code)
    {
        var isArea = AreaCode.Check(code.AsSpan(2, 6)) is null;
        var kind = Kinds.FirstOrDefault(entry => entry.Code == code[..2]).Name ?? "";
        return
        [
            new CodePart(code[..2], new("登记管理部门与机构类别", "registering department and kind of body"), kind),
            new CodePart(code.Substring(2, 6), new("登记机关行政区划", "area of the registering authority"),
                isArea ? string.Join(' ', AreaReadings.Parts(code.Substring(2, 6)).Select(part => part.Meaning)
                    .Where(name => name is not ("" or "—")))
                : code.Substring(2, 6) == "100000" ? Nation : ""),
            new CodePart(code.Substring(8, 9), new("主体标识码（组织机构代码，GB 11714）", "organisation code (GB 11714)")),
            new CodePart(code[17..], new("校验码", "check character")),
        ];
    }

    internal static CodeCheck Check(string code)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in code.AsSpan(0, 17))
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return new CodeCheck(new("统一社会信用代码校验码", "check character of the credit code"), code[17], Alphabet[(31 - sum % 31) % 31]);
    }

    private static CodeCheck Organisation(string code) =>
        new(new("组织机构代码校验码", "check character of the organisation code"), code[16], UnifiedSocialCreditCode.OrganisationCheck(code));
}
