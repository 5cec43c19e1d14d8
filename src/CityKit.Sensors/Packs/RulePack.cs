using CityKit.Core.Text;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Trials;

namespace CityKit.Sensors.Packs;

/// <summary>Ready-made rules for one purpose (规则包), with the tests beside them.</summary>
public sealed class RulePack
{
    private readonly Lazy<RuleSet> rules;
    private readonly Lazy<RuleTestFile> tests;

    internal RulePack(string name, ReadOnlyMemory<byte> rulesJson, ReadOnlyMemory<byte> testsJson)
    {
        (Name, RulesJson, TestsJson) = (name, rulesJson, testsJson);
        rules = new(() => RuleSet.Parse(RulesJson.Span, out var errors) ?? throw Broken(errors));
        tests = new(() => RuleTestFile.Parse(TestsJson.Span, out var errors) ?? throw Broken(errors));
    }

    /// <summary>Its name, such as <c>smoke</c>: that of its files, <c>smoke.rules.json</c> and <c>smoke.tests.json</c>.</summary>
    public string Name { get; }

    /// <summary>The rule file, UTF-8.</summary>
    public ReadOnlyMemory<byte> RulesJson { get; }

    /// <summary>The file of tests, UTF-8.</summary>
    public ReadOnlyMemory<byte> TestsJson { get; }

    /// <summary>The rules.</summary>
    public RuleSet Rules => rules.Value;

    /// <summary>The tests.</summary>
    public RuleTestFile Tests => tests.Value;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private InvalidOperationException Broken(IReadOnlyList<ConfigError> errors) => new($"The pack {Name} is broken: {errors[0]} 规则包已损坏。");
}
