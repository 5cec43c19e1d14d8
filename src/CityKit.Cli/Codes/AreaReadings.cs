using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Areas;
using CityKit.Grids.Codes;
using NodaTime.Text;

namespace CityKit.Cli.Codes;

/// <summary>Areas, unit grids and the other codes that begin with an area.</summary>
internal static class AreaReadings
{
    private const int CommunityLength = 12;
    private const string NotSubdivided = "未划分 not subdivided";

    private static readonly (AreaLevel Level, int Start, int Length, LocalizedText Field)[] Levels =
    [
        (AreaLevel.Province, 0, 2, new("省级（GB/T 2260）", "province (GB/T 2260)")),
        (AreaLevel.City, 2, 2, new("市级（GB/T 2260）", "city (GB/T 2260)")),
        (AreaLevel.County, 4, 2, new("县级（GB/T 2260）", "county or district (GB/T 2260)")),
        (AreaLevel.Street, 6, 3, new("街道、乡镇（GB/T 10114）", "street or town (GB/T 10114)")),
        (AreaLevel.Community, 9, 3, new("社区、村", "community or village")),
    ];

    private static readonly (string Code, string Name)[] UrbanRural =
    [
        ("111", "主城区 urban centre"), ("112", "城乡结合区 urban fringe"), ("121", "镇中心区 town centre"), ("122", "镇乡结合区 town fringe"),
        ("123", "特殊区域 special area"), ("210", "乡中心区 township centre"), ("220", "村庄 village"),
    ];

    internal static CodeReading Area(string code)
    {
        var problem = AreaCode.Check(code);
        return new CodeReading("area", new("行政区划代码", "administrative area code"), problem)
        {
            Parts = problem is null ? Parts(code) : [], AreaFindings = problem is null ? Findings(code) : [],
        };
    }

    internal static CodeReading UnitGrid(string code)
    {
        var (older, problem) = (code.Length == 14, UnitGridCode.Check(code));
        var name = older ? new LocalizedText("单元网格标识码，旧版 14 位（CJ/T 213-2005）", "unit-grid code, the older 14 digits (CJ/T 213-2005)")
            : new LocalizedText("单元网格标识码（GB/T 30428.1-2013、GB/T 47678.3-2026）", "unit-grid code (GB/T 30428.1-2013, GB/T 47678.3-2026)");
        if (problem is not null) return new CodeReading("unit-grid", name, problem);
        var wider = UnitGridCode.Parse(code).ToFifteenDigits().ToString();
        return new CodeReading("unit-grid", name, null)
        {
            Parts =
            [
                .. Parts(code[..CommunityLength]),
                new CodePart(code[CommunityLength..], new("网格顺序码，自西向东、自北向南", "sequence in the community, west to east, north to south")),
            ],
            AreaFindings = Findings(code[..CommunityLength]),
            Notes = older ? [new LocalizedText($"15 位写法：{wider}", $"With 15 digits: {wider}")] : [],
        };
    }

    /// <summary>
    /// A community with the statistical bureau's urban-rural class behind it; nothing when the last digits are no such class.
    /// </summary>
    internal static IEnumerable<CodeReading> Statistical(string code)
    {
        var (_, meaning) = UrbanRural.FirstOrDefault(entry => entry.Code == code[CommunityLength..]);
        if (meaning is null || AreaCode.Check(code.AsSpan(0, CommunityLength)) is not null) return [];
        return [new CodeReading("statistical-area", new("统计用区划代码加城乡分类", "statistical area code with the urban-rural class"), null)
        {
            Parts = [.. Parts(code[..CommunityLength]), new CodePart(code[CommunityLength..], new("城乡分类代码", "urban-rural class"), meaning)],
        }];
    }

    /// <summary>The grid of the older "digital community" (CJ/T 349-2010).</summary>
    internal static CodeReading DigitalCommunity(string code)
    {
        var problem = CodeDigits.Check(code) ?? Shifted(AreaCode.Check(code.AsSpan(6, CommunityLength)), 6);
        var name = new LocalizedText("数字社区网格编码（CJ/T 349-2010），与单元网格不同", "digital-community grid code (CJ/T 349-2010), not a unit grid");
        if (problem is not null) return new CodeReading("digital-community-grid", name, problem);
        var sequence = new CodePart(code[18..], new("网格顺序码", "grid sequence"), code[18..] == "00" ? NotSubdivided : "");
        return new CodeReading("digital-community-grid", name, null)
        {
            Parts =
            [
                new CodePart(code[..6], new("对象代码（CJ/T 348）", "object code (CJ/T 348)")),
                .. Parts(code.Substring(6, CommunityLength)), sequence,
            ],
            AreaFindings = Findings(code.Substring(6, CommunityLength)),
        };
    }

    /// <summary>The levels of a right area code.</summary>
    internal static ImmutableArray<CodePart> Parts(string code)
    {
        var area = AreaCode.Parse(code);
        return [.. Levels.Where(level => level.Start < code.Length).Select(level =>
        {
            var text = code.Substring(level.Start, level.Length);
            return new CodePart(text, level.Field, text.AsSpan().ContainsAnyExcept('0') ? Name(area.At(level.Level)) : "—");
        })];
    }

    /// <summary>Why a right area code is not in force: it or an area above it has ended, or its county is in no table.</summary>
    internal static ImmutableArray<LocalizedText> Findings(string code)
    {
        var area = AreaCode.Parse(code);
        if (area.Level >= AreaLevel.County && area.At(AreaLevel.County) is var county && AreaDirectory.BuiltIn.History(county).IsEmpty)
            return [new LocalizedText($"{county} 不在 2023 年全国县级区划之列：从未设立，或已撤销。",
                $"{county} is not among the counties of 2023: it never was one, or it has ended.")];
        var resolved = AreaDirectory.BuiltIn.Resolve(area);
        if (!resolved.HasEnded) return [];
        if (resolved.Steps.IsEmpty)
            return [new LocalizedText($"{resolved.Known} 已撤销（{resolved.Known!.Valid}），后继未知。",
                $"{resolved.Known} has ended ({resolved.Known!.Valid}); what followed is not known.")];
        return [.. resolved.Steps.Select(step => new LocalizedText(
            $"{Title(step.Ended)} 自 {Day(step)} 起由 {Title(step.Successor)} 取代。",
            $"{Title(step.Ended)} was replaced by {Title(step.Successor)} on {Day(step)}."))];
    }

    /// <summary>A problem of a part, at its place in the whole.</summary>
    internal static CodeProblem? Shifted(CodeProblem? problem, int by) =>
        problem is null ? null : problem with { Position = problem.Position + by };

    private static string Title(AreaCode code) => $"{code} {Name(code)}".TrimEnd();

    private static string Day(AreaSuccession step) => LocalDatePattern.Iso.Format(step.Since);

    private static string Name(AreaCode code) =>
        AreaDirectory.BuiltIn.Find(code) is { } entry ? $"{entry.Name} {entry.EnglishName}".TrimEnd() : "";
}
