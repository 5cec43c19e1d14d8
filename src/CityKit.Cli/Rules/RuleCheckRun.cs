using CityKit.Cli.Cities;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Rules;

/// <summary><c>rule check</c>.</summary>
internal static class RuleCheckRun
{
    internal static int Run(Terminal terminal, IReadOnlyList<string> files, string? sensors, bool json)
    {
        var report = RuleFilesCheck.Run(files, sensors);
        if (report.Folder.Unknown is [var name, ..])
            throw new ToolException($"{name} is not a rule file: a JSON file, such as smoke.rules.json. "
                + $"{name} 不是规则文件：须为 JSON 文件，如 smoke.rules.json。");
        CityCheckRun.Write(terminal, report, json);
        return report.Findings.Count == 0 ? ExitCode.Done : ExitCode.Rejects;
    }
}
