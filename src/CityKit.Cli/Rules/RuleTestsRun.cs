using System.Globalization;
using CityKit.Cli.Cities;
using CityKit.Cli.Files;
using CityKit.Sensors.Trials;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Rules;

/// <summary><c>rule test</c>.</summary>
internal sealed class RuleTestsRun
{
    private readonly Terminal terminal;
    private readonly bool json;
    private int passed;
    private int failed;

    private RuleTestsRun(Terminal terminal, bool json) => (this.terminal, this.json) = (terminal, json);

    internal static int Run(Terminal terminal, IReadOnlyList<string> files, bool json)
    {
        var run = new RuleTestsRun(terminal, json);
        foreach (var rules in files.Select(path => RuleTestsName.IsTests(path) ? RuleTestsName.RulesOf(path) : path).Distinct())
            run.Run(rules);
        terminal.Error.WriteLine($"{run.passed} passed, {run.failed} failed. 通过 {run.passed} 项，失败 {run.failed} 项。");
        return run.failed == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    private void Run(string path)
    {
        var beside = RuleTestsName.TestsOf(path);
        if (!File.Exists(beside)) throw new ToolException($"{path} has no tests: {beside} is not there. {path} 没有测试：找不到 {beside}。");
        var (rules, tests) = (RuleFile.Rules(path), RuleFile.Read<RuleTestFile>(beside, RuleTestFile.Parse));
        if (tests.Check(rules) is { Count: > 0 } wrong) throw RuleFile.Wrong(beside, wrong);
        if (rules.Check(tests.Register) is { Count: > 0 } misfits) throw RuleFile.Wrong(path, misfits);
        foreach (var result in tests.Run(rules)) Show(beside, result);
    }

    private void Show(string file, RuleTestResult result)
    {
        if (result.Passed) passed++;
        else failed++;
        if (json) JsonOutput.WriteLine(terminal.Output, writer => RuleTestJson.Write(writer, file, result));
        else ShowText(file, result);
    }

    private void ShowText(string file, RuleTestResult result)
    {
        var verdict = result.Passed ? "pass" : "FAIL";
        terminal.Output.WriteLine(Printable.Of($"{verdict} {file}({result.Test.Place.Line}): {result.Test.Name}"));
        if (result.Passed) return;
        var width = result.Pairs.Select(pair => $"{pair.Expected}".Length).Append(Nothing.Length).Max();
        foreach (var pair in Enumerable.Prepend(result.Pairs.Select(Texts), ("expected", "found", true))) Show(pair, width);
    }

    private void Show((string Expected, string Found, bool IsRight) row, int width) => terminal.Output.WriteLine(Printable.Of(
        string.Create(CultureInfo.InvariantCulture, $"   {(row.IsRight ? ' ' : '!')} {row.Expected.PadRight(width)} | {row.Found}")));

    private static (string Expected, string Found, bool IsRight) Texts((TestedAlert? Expected, TestedAlert? Found) pair) =>
        (pair.Expected?.ToString() ?? Nothing, pair.Found?.ToString() ?? Nothing, RuleTestResult.IsRight(pair));

    private const string Nothing = "(none)";
}
