using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Edge.Loop;

/// <summary>
/// The rules judged on the device itself (本地规则): those of the set that say <c>edge</c>, over the sensors of the register.
/// </summary>
/// <remarks>
/// For alerts that must not wait for a network: they are raised, and drive outputs such as a siren, while the hub is away, and travel to
/// it as events. The register has the device's own sensors, with the units that the rules use. While the clock is not set, rules run on the
/// time since boot, all but those that ask for the time of day. Windows and open alerts survive a power cut. It sees this device's events
/// alone; rules that say <c>hub</c> are left to the hub. It is immutable and opens nothing.
/// </remarks>
/// <example><code>
/// var rules = RuleSet.Parse(File.ReadAllBytes("rules.json"), out var errors)
///     ?? throw new FormatException(string.Join('\n', errors));
/// var register = SensorRegister.Parse(File.ReadAllBytes("sensors.json"), out errors)
///     ?? throw new FormatException(string.Join('\n', errors));
/// foreach (var wrong in rules.Check(register)) Console.Error.WriteLine(wrong);
/// services.Configure&lt;EdgeOptions>(options => options.Rules = _ => new LocalRules(rules, register));
/// </code></example>
/// <param name="Rules">The rule set; rules that run in the hub are left alone.</param>
/// <param name="Register">The sensors, with quantity, unit and place.</param>
public sealed record LocalRules(RuleSet Rules, SensorRegister Register)
{
    /// <summary>When which rules are suspended: their alerts are reported as ever, and switch nothing.</summary>
    public IReadOnlyCollection<Suspension> Suspensions { get; init; } = [];
}
