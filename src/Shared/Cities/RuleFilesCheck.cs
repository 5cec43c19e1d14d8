using CityKit.Checking;
using CityKit.Core;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Trials;

namespace CityKit.Shared.Cities;

/// <summary>Checks rule files one by one, as <see cref="CityFolderCheck"/> does with a city's one, and the tests beside them.</summary>
internal sealed class RuleFilesCheck
{
    private readonly CityFolderFile? sensors;
    private readonly List<FolderFinding> findings = [];
    private bool areNamesChecked = true;

    private RuleFilesCheck(CityFolderFile? sensors) => this.sensors = sensors;

    /// <param name="paths">Rule files and files of tests; others are of no kind that this checks.</param>
    /// <param name="sensors">The sensor register; null for none.</param>
    internal static FolderReport Run(IReadOnlyList<string> paths, string? sensors)
    {
        var check = new RuleFilesCheck(sensors is null ? null : new CityFolderFile(sensors, sensors, CityFolderKind.Sensors));
        var files = new List<CityFolderFile>();
        var unknown = new List<string>();
        foreach (var path in paths)
        {
            if (KindOf(path) is { } kind) files.Add(new CityFolderFile(path, path, kind));
            else unknown.Add(path);
        }
        foreach (var file in files) check.Check(file);
        var found = check.findings.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column);
        return new FolderReport(new CityFolder(files, unknown), [.. found], check.areNamesChecked);
    }

    /// <summary>
    /// A file that is named as one of rules is meant as one: any JSON file is one, unless its name says that it is of tests.
    /// </summary>
    private static CityFolderKind? KindOf(string path) => CityFileName.KindOf(path) switch
    {
        CityFolderKind.RuleTests => CityFolderKind.RuleTests,
        CityFolderKind.Rules => CityFolderKind.Rules,
        null when path.EndsWith(".json", StringComparison.Ordinal) => CityFolderKind.Rules,
        _ => null,
    };

    private void Check(CityFolderFile file)
    {
        if (file.Kind == CityFolderKind.Rules) CheckRules(file);
        else CheckTests(file);
    }

    private void CheckRules(CityFolderFile file)
    {
        CityFile[] files = [new(file.Name, CityFileKind.Rules, file.Bytes()), .. Sensors()];
        var report = CityCheck.Run(files);
        areNamesChecked &= report.AreNamesChecked;
        findings.AddRange(report.Findings.Select(found => FolderFinding.Of(found.File, found.Error, found.IsDoubt)));
    }

    private CityFile[] Sensors() => sensors is null ? [] : [new(sensors.Name, CityFileKind.Sensors, sensors.Bytes())];

    private void CheckTests(CityFolderFile file)
    {
        if (RuleTestFile.Parse(file.Bytes(), out var errors) is not { } tests)
            findings.AddRange(errors.Select(error => FolderFinding.Of(file.Name, error)));
        else if (RulesOf(file) is { } rules)
            findings.AddRange(tests.Check(rules).Select(error => FolderFinding.Of(file.Name, error)));
    }

    /// <summary>
    /// The rules that a file of tests is beside; null where there are none, or none that can be read: that is said of them.
    /// </summary>
    private RuleSet? RulesOf(CityFolderFile tests)
    {
        var rules = RuleTestsName.RulesOf(tests.Path);
        if (!File.Exists(rules))
        {
            var name = Path.GetFileName(rules);
            findings.Add(new FolderFinding(tests.Name, 1, 1, "", new LocalizedText($"旁边没有 {name}", $"{name} is not beside it.")));
            return null;
        }
        return RuleSet.Parse(new CityFolderFile(rules, rules, CityFolderKind.Rules).Bytes(), out _);
    }
}
