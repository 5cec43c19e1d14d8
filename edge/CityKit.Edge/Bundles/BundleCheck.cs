using CityKit.Core.Signing;
using CityKit.Core.Text;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Edge.Bundles;

/// <summary>One check of one bundle's texts; gathers all that is wrong.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="missingLines">Names those lines of a configuration that the device does not have; null when nobody can say.</param>
/// <param name="kinds">The words that its configuration may use; null for the built-in ones.</param>
/// <param name="isInForce">Whether the device took it already, maybe with a version that asked for less.</param>
internal sealed class BundleCheck(
    ConfigurationBundle bundle, Func<EdgeConfiguration, IEnumerable<string>>? missingLines, EdgeKinds? kinds, bool isInForce)
{
    private readonly List<string> wrong = [];

    internal IReadOnlyList<string> Wrong => wrong;

    internal EdgeBundle? Run()
    {
        var (configuration, errors) = EdgeConfiguration.Parse(bundle.Edge.Span, kinds);
        Note("edge.json", errors);
        var rules = RuleSet.Parse(bundle.Rules.Span, out errors);
        Note("rules.json", errors);
        var register = SensorRegister.Parse(bundle.Sensors.Span, out errors);
        Note("sensors.json", errors);
        if (configuration is null || rules is null || register is null) return null;
        Note("rules.json", isInForce ? rules.CheckLimits(register) : rules.Check(register));
        Note("edge.json", configuration.Check(rules));
        CheckDevice(configuration);
        return new EdgeBundle(bundle.Version, configuration, rules, register);
    }

    private void CheckDevice(EdgeConfiguration configuration)
    {
        if (configuration.Device != bundle.Device) wrong.Add($"edge.json: device {configuration.Device}, expected {bundle.Device}.");
        foreach (var missing in missingLines?.Invoke(configuration) ?? [])
            wrong.Add($"edge.json: line '{missing}' does not exist on this device.");
        try
        {
            DetectorFactory.CreateAll(configuration.Sensors);
        }
        catch (ArgumentException cannot)
        {
            wrong.Add($"edge.json: {cannot.Message}");
        }
    }

    private void Note(string text, IEnumerable<ConfigError> errors) => wrong.AddRange(errors.Select(error => $"{text}: {error}"));
}
