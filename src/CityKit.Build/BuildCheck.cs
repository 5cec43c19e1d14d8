using CityKit.Shared.Cities;

namespace CityKit.Build;

/// <summary>Checks the files that a project names, and says what is wrong in the form that MSBuild reads.</summary>
internal static class BuildCheck
{
    private const string Error = "CITY0001";
    private const string Warning = "CITY0002";
    private const string Unreadable = "CITY0003";

    /// <param name="list">A line each: <c>city|folder</c>, <c>rules|file</c>, <c>sensors|file</c>; others are for MSBuild.</param>
    /// <param name="stamp">Written when nothing is an error.</param>
    /// <param name="output">Where to say it.</param>
    /// <returns>0 when nothing is an error, 1 otherwise.</returns>
    internal static int Run(IReadOnlyList<string> list, string stamp, TextWriter output)
    {
        var errors = 0;
        foreach (var folder in Named(list, "city"))
            errors += Say(output, folder, () => CityFolderCheck.Run(CityFolder.Open(folder)), name => Path.Combine(folder, name));
        if (Named(list, "rules") is { Count: > 0 } rules)
            errors += Say(output, rules[0], () => RuleFilesCheck.Run(rules, Named(list, "sensors").FirstOrDefault()), name => name);
        foreach (var other in Named(list, "rules").Where(path => !path.EndsWith(".json", StringComparison.Ordinal)))
        {
            output.WriteLine($"{other}(1,1): error {Unreadable}: A rule file is a JSON file, such as smoke.rules.json. 规则文件须为 JSON 文件。");
            errors++;
        }
        if (errors > 0) return 1;
        File.WriteAllText(stamp, "checked"); // not empty: a file that is emptied again keeps its time
        return 0;
    }

    private static List<string> Named(IEnumerable<string> list, string kind) =>
        [.. list.Where(line => line.StartsWith($"{kind}|", StringComparison.Ordinal)).Select(line => line[(kind.Length + 1)..])];

    /// <returns>How many errors there are.</returns>
    private static int Say(TextWriter output, string what, Func<FolderReport> check, Func<string, string> pathOf)
    {
        try
        {
            var report = check();
            foreach (var found in report.Findings) output.WriteLine(Line(found, pathOf(found.File)));
            return report.Findings.Count(found => !found.IsDoubt);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"{what}(1,1): error {Unreadable}: {OneLine(unreadable.Message)}");
            return 1;
        }
    }

    private static string Line(FolderFinding found, string path) =>
        $"{path}({found.Line},{found.Column}): {(found.IsDoubt ? $"warning {Warning}" : $"error {Error}")}: "
        + $"{(found.Path.Length == 0 ? "" : $"{found.Path}: ")}{OneLine($"{found.Message.En} {found.Message.Zh}")}";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
