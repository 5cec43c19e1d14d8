using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Cli.Codes;

/// <summary>Class codes, and the codes that hold one.</summary>
internal static class ClassReadings
{
    private const int CountyLength = 6;
    private const int SequenceLength = 6;

    /// <summary>A class code alone: as a component and as a matter, in each catalogue that has it.</summary>
    internal static IEnumerable<CodeReading> Classes(string code)
    {
        var catalogue = code.Length == 5 ? ClassCatalogue.GbT47678 : ClassCatalogue.GbT30428;
        var known = new[] { catalogue.FindComponent(code), catalogue.FindMatter(code) }.OfType<CatalogueClass>()
            .Select(entry => Class(code, catalogue, entry)).ToList();
        if (known.Count > 0 || CodeDigits.Check(code) is not null || code.StartsWith("00", StringComparison.Ordinal)) return known;
        return
        [
            new CodeReading("class", Name(catalogue, "部件或事项分类代码", "class code"), null)
            {
                Parts = Parts(catalogue, ClassKind.Component, code), Notes = [Unlisted(catalogue)],
            },
        ];
    }

    internal static CodeReading Component(string code)
    {
        var name = new LocalizedText("管理部件标识码（GB/T 47678.5-2026）", "component id (GB/T 47678.5-2026)");
        return Whole("component", name, ComponentId.Check(code), code, ClassCatalogue.GbT47678, ClassKind.Component, SequenceLength);
    }

    /// <summary>16 digits are of 2013 or of 2007; the text does not show which.</summary>
    internal static IEnumerable<CodeReading> OlderComponent(string code)
    {
        var name = new LocalizedText("部件标识码，16 位（GB/T 30428.2-2013）", "component id of 16 digits (GB/T 30428.2-2013)");
        yield return Whole("component", name, ComponentId.Check(code), code, ClassCatalogue.GbT30428, ClassKind.Component, SequenceLength);
        if (ComponentId.Check(code) is not null) yield break;
        yield return new CodeReading("component-2007",
            new("部件标识码，16 位（CJ/T 214-2007），分类编号不同",
                "component id of 16 digits (CJ/T 214-2007), whose classes are numbered otherwise"), null)
        {
            Parts =
            [
                .. AreaReadings.Parts(code[..CountyLength]), new CodePart(code[6..8], new("大类", "major class")),
                new CodePart(code[8..10], new("小类", "minor class")), new CodePart(code[10..], new("顺序码", "sequence")),
            ],
            AreaFindings = AreaReadings.Findings(code[..CountyLength]),
        };
    }

    /// <summary>An id of a city's own scheme; what its classes are called only its own catalogue says.</summary>
    internal static CodeReading OwnComponent(string code)
    {
        var reading = new CodeReading("component", new("部件标识码，城市自有体系", "component id of a city's own scheme"), ComponentId.Check(code));
        if (reading.Problem is not null) return reading;
        var (scheme, classCode) = ($"{ComponentId.Parse(code).Scheme}", ComponentId.Parse(code).Class.Code);
        return reading with
        {
            Parts =
            [
                new CodePart(scheme, new("体系", "scheme")), new CodePart(classCode[..2], new("大类", "major class")),
                new CodePart(classCode[2..], new("小类", "minor class")), new CodePart(code[^7..], new("顺序码", "sequence")),
            ],
            Notes = [new LocalizedText($"分类名称见 {scheme} 自己的分类目录。", $"What the class is called is in the catalogue of {scheme}.")],
        };
    }

    /// <summary>A matter class in a county: no single matter.</summary>
    internal static CodeReading MatterInPlace(string code)
    {
        var problem = CodeDigits.Check(code) ?? AreaCode.Check(code.AsSpan(0, CountyLength));
        return Whole("matter-class", new("管理事项代码（GB/T 47678.5-2026）", "matter class in a place (GB/T 47678.5-2026)"), problem, code,
            ClassCatalogue.GbT47678, ClassKind.Matter, 0);
    }

    private static CodeReading Whole(
        string word, LocalizedText name, CodeProblem? problem, string code, ClassCatalogue catalogue, ClassKind kind, int sequenceLength)
    {
        if (problem is not null) return new CodeReading(word, name, problem);
        var classCode = code[CountyLength..^sequenceLength];
        ImmutableArray<CodePart> parts = [.. AreaReadings.Parts(code[..CountyLength]), .. Parts(catalogue, kind, classCode)];
        if (sequenceLength > 0) parts = parts.Add(new CodePart(code[^sequenceLength..], new("顺序码", "sequence")));
        var listed = (kind == ClassKind.Component ? catalogue.FindComponent(classCode) : catalogue.FindMatter(classCode)) is not null;
        return new CodeReading(word, name, null)
        {
            Parts = parts, AreaFindings = AreaReadings.Findings(code[..CountyLength]), Notes = listed ? [] : [Unlisted(catalogue)],
        };
    }

    private static CodeReading Class(string code, ClassCatalogue catalogue, CatalogueClass entry)
    {
        var isComponent = entry.Key.Kind == ClassKind.Component;
        return new CodeReading(isComponent ? "component-class" : "matter-class",
            isComponent ? Name(catalogue, "部件分类代码", "component class") : Name(catalogue, "事项分类代码", "matter class"), null)
        {
            Parts = Parts(catalogue, entry.Key.Kind, code), Notes = [catalogue.Label],
        };
    }

    private static ImmutableArray<CodePart> Parts(ClassCatalogue catalogue, ClassKind kind, string code)
    {
        var major = catalogue.Majors.FirstOrDefault(entry => entry.Kind == kind && entry.Code == code[..2]);
        var found = kind == ClassKind.Component ? catalogue.FindComponent(code) : catalogue.FindMatter(code);
        return
        [
            new CodePart(code[..2], new("大类", "major class"), major is null ? "" : $"{major.Name.Zh} {major.Name.En}"),
            new CodePart(code[2..], new("小类", "minor class"), found is null ? "" : $"{found.Name.Zh} {found.Name.En}"),
        ];
    }

    private static LocalizedText Unlisted(ClassCatalogue catalogue) =>
        new($"{catalogue.Standard} 的内置目录没有此分类，可能是地方自定义分类。",
            $"The built-in catalogue of {catalogue.Standard} has no such class; it may be a city's own.");

    private static LocalizedText Name(ClassCatalogue catalogue, string zh, string en) =>
        new($"{zh}（{catalogue.Standard}）", $"{en} ({catalogue.Standard})");
}
