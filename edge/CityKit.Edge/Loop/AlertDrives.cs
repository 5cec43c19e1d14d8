using CityKit.Core.Text;
using CityKit.Sensors.Rules;

namespace CityKit.Edge.Loop;

/// <summary>Checks what is said in one file about the rules of another.</summary>
internal static class AlertDrives
{
    /// <summary>Rules that drive an output and are none of the edge's.</summary>
    internal static IReadOnlyList<ConfigError> Check(IEnumerable<AlertDrive> drives, RuleSet rules)
    {
        string[] known = [.. rules.Rules.Where(rule => rule.Where == RuleHost.Edge).Select(rule => rule.Id)];
        var allowed = known.Length == 0 ? "no rule, as none runs on the edge" : $"a rule that runs on the edge: {string.Join(", ", known)}";
        return [.. drives.SelectMany(drive => drive.Rules.Except(known).Select(rule => new ConfigError(drive.Line, drive.Column, "outputs.whileAlert.rules", $"'{rule}' for '{drive.Output}'", allowed, NearMiss.Of(rule, known))))];
    }
}
