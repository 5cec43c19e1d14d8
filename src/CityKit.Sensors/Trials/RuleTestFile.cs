using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Trials;

/// <summary>
/// Tests beside a rule file (规则测试文件), such as <c>smoke.tests.json</c> beside <c>smoke.rules.json</c>: sensors, what they see over time,
/// and the alerts that are expected. Its JSON Schema is <c>docs/rule-tests.schema.json</c>.
/// </summary>
public sealed class RuleTestFile
{
    internal RuleTestFile(SensorRegister register, IReadOnlyList<RuleTest> tests) => (Register, Tests) = (register, tests);

    /// <summary>The sensors of the tests.</summary>
    public SensorRegister Register { get; }

    /// <summary>The tests, in the order of the file.</summary>
    public IReadOnlyList<RuleTest> Tests { get; }

    /// <summary>Reads a file of tests.</summary>
    /// <returns>The tests, or null with everything that is wrong: line, column, what was found, what is allowed.</returns>
    public static RuleTestFile? Parse(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors) =>
        RuleTestReader.Read(utf8, out errors);

    /// <summary>What is wrong with these tests for some rules: the names of rules that are not there.</summary>
    public IReadOnlyList<ConfigError> Check(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        string[] known = [.. rules.Rules.Select(rule => rule.Id)];
        return
        [
            .. from test in Tests from alert in test.Alerts where !known.Contains(alert.Rule)
               select new ConfigError(test.Place.Line, test.Place.Column, test.Name, LocalizedText.Values($"'{alert.Rule}'"),
                   new("文件中规则的 id", "the id of a rule of the file"),
                   NearMiss.Of(alert.Rule, known)),
        ];
    }

    /// <summary>Runs all tests, each with an engine that knows nothing before; rules of the edge and of the hub alike.</summary>
    public IEnumerable<RuleTestResult> Run(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Tests.Select(test => RuleTestRun.Of(test, rules, Register));
    }

    /// <summary>What an alert is about, without the device that a test's sensors have unless they name another.</summary>
    internal static string Short(string source) =>
        source.StartsWith(TestDevice, StringComparison.Ordinal) ? source[TestDevice.Length..] : source;

    private const string TestDevice = $"{SensorFile.ShortDevice}/";
}
