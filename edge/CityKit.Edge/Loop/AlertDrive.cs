using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>
/// When an output leaves its safe state by itself (联动): while an alert of one of these local rules is open. Alerts marked test switch
/// nothing.
/// </summary>
/// <param name="Output">The output's name.</param>
/// <param name="Rules">The rules' ids; rules that run on the edge.</param>
/// <param name="Longest">How long after the last alert was raised it goes back although alerts are still open: a siren is not to sound all
/// night. 1 s to 24 h.</param>
public sealed record AlertDrive(string Output, IReadOnlyList<string> Rules, Duration Longest)
{
    /// <summary>The line in its file, from 1; 0 when it comes from none.</summary>
    public int Line { get; init; }

    /// <summary>The column in its file, from 1; 0 when it comes from none.</summary>
    public int Column { get; init; }

    /// <summary>Which of its rules are none of the edge's.</summary>
    internal IEnumerable<ConfigError> Check(RuleSet rules)
    {
        string[] known = [.. rules.Rules.Where(rule => rule.Where == RuleHost.Edge).Select(rule => rule.Id)];
        return Rules.Except(known)
            .Select(rule => new ConfigError(Line, Column, "outputs.whileAlert.rules",
                new($"用于 '{Output}' 的 '{rule}'", $"'{rule}' for '{Output}'"), Allowed(known), NearMiss.Of(rule, known)));
    }

    /// <summary>Which rules of the edge there are, for one that is none.</summary>
    internal static LocalizedText Allowed(string[] known) => known.Length == 0
        ? new("空：没有在边缘运行的规则", "no rule, as none runs on the edge")
        : new($"在边缘运行的规则：{string.Join("、", known)}", $"a rule that runs on the edge: {string.Join(", ", known)}");
}
