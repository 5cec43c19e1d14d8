using CityKit.Core.Signing;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Evidence;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Loop;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Edge.Bundles;

/// <summary>A configuration bundle that was read and checked (已校验的配置包): what a device can run by.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Configuration">What <c>edge.json</c> says.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Register">The sensors.</param>
public sealed record EdgeBundle(long Version, EdgeConfiguration Configuration, RuleSet Rules, SensorRegister Register)
{
    /// <summary>
    /// Puts device, outbox, detectors, rules and hub into the options of a runtime; the lines and outputs are opened by the caller, who
    /// knows the chips.
    /// </summary>
    /// <param name="options">Where to.</param>
    /// <param name="reporter">Reports to the hub how configurations fared: <see cref="BundleKeeper.CreateReporter"/>.</param>
    public void ApplyTo(EdgeOptions options, Func<IDetector> reporter)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Device = Configuration.Device;
        options.OutboxCapBytes = Configuration.OutboxCapBytes;
        options.Detectors = _ => [.. Configuration.Sensors.Select(sensor => (Func<IDetector>)sensor.CreateDetector), reporter];
        options.Channels = Configuration.Channels;
        options.Evidence = Configuration.Evidence.Count > 0 ? Kept(options.Evidence) : null;
        options.Drives = Configuration.Drives;
        options.Rules = _ => new LocalRules(Rules, Register) { Suspensions = Configuration.Suspensions };
        if (Configuration.Hub is { } hub) options.Forwarder = new ForwarderOptions { Hub = hub };
    }

    private EvidenceOptions Kept(EvidenceOptions? limits) => new()
    {
        Sensors = Configuration.Evidence,
        MaxFiles = limits?.MaxFiles ?? new EvidenceOptions().MaxFiles,
        MaxBytes = limits?.MaxBytes ?? new EvidenceOptions().MaxBytes,
    };

    /// <summary>
    /// Reads and checks a bundle's texts: everything that would keep a device from running by it is found here, before it is in force.
    /// </summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="missingLines">Names those lines of a configuration that the device does not have; null when nobody can say.</param>
    /// <param name="wrong">Everything that is wrong: the text it is in, then the place in that text.</param>
    /// <returns>The checked bundle; null when anything is wrong.</returns>
    /// <param name="kinds">The words that its configuration may use; null for the built-in ones.</param>
    public static EdgeBundle? Read(ConfigurationBundle bundle, Func<EdgeConfiguration, IEnumerable<string>>? missingLines,
        out IReadOnlyList<string> wrong, EdgeKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return Run(new BundleCheck(bundle, missingLines, kinds, isInForce: false), out wrong);
    }

    /// <summary>Reads a bundle that the device took already.</summary>
    internal static EdgeBundle? ReadInForce(ConfigurationBundle bundle, EdgeKinds? kinds) =>
        Run(new BundleCheck(bundle, null, kinds, isInForce: true), out _);

    private static EdgeBundle? Run(BundleCheck check, out IReadOnlyList<string> wrong)
    {
        var read = check.Run();
        wrong = check.Wrong;
        return wrong.Count == 0 ? read : null;
    }
}
