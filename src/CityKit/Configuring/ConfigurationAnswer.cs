using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.Configuring;

/// <summary>What became of a change of rules or sensors.</summary>
/// <param name="Refusal">Why it is not in force; null when it is.</param>
/// <param name="Orphans">Open alerts whose rule or sensor is gone: nothing will clear them.</param>
/// <param name="Tell">Says what else people are to be notified of; null for nothing.</param>
internal readonly record struct ConfigurationAnswer(Refusal? Refusal, IReadOnlyList<AlertId> Orphans, Action<Attempt>? Tell = null)
{
    internal static ConfigurationAnswer Refused(Refusal refusal) => new(refusal, []);

    internal static ConfigurationAnswer Done(IReadOnlyList<AlertId> orphans, Action<Attempt>? tell = null) => new(null, orphans, tell);
}
