namespace CityKit.Shared.Cities;

/// <summary>Which file of tests is beside which rule file: <c>smoke.tests.json</c> beside <c>smoke.rules.json</c>.</summary>
internal static class RuleTestsName
{
    private const string Rules = "rules.json";
    private const string Tests = "tests.json";

    internal static bool IsTests(string path) => CityFileName.KindOf(path) == CityFolderKind.RuleTests;

    internal static string RulesOf(string tests) => Beside(tests, Tests, Rules);

    internal static string TestsOf(string rules) => Beside(rules, Rules, Tests);

    private static string Beside(string path, string from, string to) => path.EndsWith(from, StringComparison.Ordinal)
        ? path[..^from.Length] + to : Path.ChangeExtension(path, to);
}
