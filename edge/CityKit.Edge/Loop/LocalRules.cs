using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Edge.Loop;

/// <summary>
/// The rules judged on the device itself (本地规则): those of the set that say <c>edge</c>, over the sensors of the register.
/// </summary>
/// <param name="Rules">The rule set; rules that run in the hub are left alone.</param>
/// <param name="Register">The sensors, with quantity, unit and place.</param>
public sealed record LocalRules(RuleSet Rules, SensorRegister Register)
{
    /// <summary>When which rules are suspended: their alerts are reported as ever, and switch nothing.</summary>
    public IReadOnlyCollection<Suspension> Suspensions { get; init; } = [];
}
